package io.bactrian;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.stereotype.Controller;

/** Which package may know which, and what no class may be. */
class ArchitectureTest {

  private static final String ROOT = "io.bactrian";
  private static final int MOST_LINES = 300;
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  /**
   * The whole order of the packages: a package may import those named here, and no other of ours.
   */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          above("failure"),
          above("flow"),
          above("chat"),
          above("web"),
          above("memory", "flow", "failure"),
          above("webhook", "flow", "web", "failure"),
          above("decode", "memory", "webhook", "web", "storage", "chat", "failure"),
          above("job", "flow", "failure"),
          above("storage", "memory", "chat", "failure"),
          above("lane", "flow", "job", "chat"),
          above("evolution", "flow", "memory", "job", "chat", "failure"),
          above("media", "flow", "memory", "evolution", "storage", "job", "chat", "failure"),
          above("derive", "flow", "media", "storage", "job", "chat", "failure"),
          above("profile", "flow", "media", "evolution", "storage", "job", "chat", "failure"),
          above(
              "intake", "flow", "profile", "media", "storage", "decode", "webhook", "web", "memory",
              "job", "chat", "failure"),
          above(
              "send",
              "flow",
              "memory",
              "profile",
              "evolution",
              "storage",
              "job",
              "chat",
              "failure"),
          above("reconcile", "flow", "send", "evolution", "job", "chat", "failure"),
          above("scrub", "flow", "storage", "job", "chat", "failure"),
          above("audit", "flow", "media", "evolution", "storage", "chat", "failure"),
          above("watch", "lane", "job", "chat"),
          above(
              "api",
              "web",
              "memory",
              "reconcile",
              "send",
              "audit",
              "derive",
              "lane",
              "storage",
              "job",
              "chat",
              "failure"),
          above("console", "api", "audit", "lane", "storage", "job", "chat", "failure"),
          above("embedded"));

  /** The parts of packages that have parts: each may import those named after it. */
  private static final Map<String, Set<String>> PARTS =
      Map.ofEntries(
          above("derive.tool"),
          above("derive.render", "derive.tool"),
          above("derive", "derive.render", "derive.tool"),
          above("api.http"),
          above("api.send", "api.http"),
          above("api", "api.send", "api.http"),
          above("api.stream", "api", "api.http"));

  private static final int MOST_FILES = 45;

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:(?:static|abstract|final|sealed|non-sealed) )*"
              + "(?:class|interface|record|enum|@interface) ",
          Pattern.MULTILINE);

  @ParameterizedTest
  @MethodSource("packages")
  void importsOnlyWhatLiesBelowIt(String name) {
    var forbidden =
        packages()
            .filter(other -> !other.equals(name) && !MAY_IMPORT.get(name).contains(other))
            .map(ArchitectureTest::within)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(within(name))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartOfAPackageImportsOnlyThePartsBelowIt(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + name)
            .should()
            .dependOnClassesThat(
                resideInAPackage(within(name.split("\\.", 2)[0]))
                    .and(
                        resideOutsideOfPackages(
                            Stream.concat(Stream.of(name), PARTS.get(name).stream())
                                .map(part -> ROOT + "." + part)
                                .toArray(String[]::new)))));
  }

  @Test
  void noPackageHoldsMoreFilesThanOneCanSurvey() {
    assertThat(
            sources()
                .filter(path -> path.startsWith("src/main/java"))
                .collect(groupingBy(Path::getParent, counting())))
        .isNotEmpty()
        .allSatisfy((folder, files) -> assertThat(files).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void noTwoClassesHaveOneNameButForTheStandIn() {
    assertThat(
            CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getPackageName().endsWith(".standin"))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info")))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(
            CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .collect(toSet()))
        .isSubsetOf(MAY_IMPORT.keySet());
  }

  @Test
  void packagesFormNoCycle() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void namesSayWhatAClassIsFor() {
    check(
        noClasses()
            .should()
            .haveNameMatching(
                ".*\\.(\\w+(Util|Utils|Helper|Impl|Manager)|(Default|Abstract)\\w*)"));
  }

  @Test
  void controllersLieInTheApiAndTheConsole() {
    check(
        classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .resideInAnyPackage(within("api"), within("console")));
  }

  @Test
  void entitiesAreConversationsAndWhatTheyHold() {
    check(
        classes().that().areAnnotatedWith(Entity.class).should().resideInAPackage(within("chat")));
  }

  @Test
  void nobodyWritesToTheStandardStreams() {
    // But for the first run's help, whose tokens must not get into a log.
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(within("embedded"))
            .should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void loggingIsSlf4j() {
    check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
  }

  @Test
  void collaboratorsComeThroughTheConstructor() {
    check(NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
  }

  @Test
  void filesAreShortAndHoldOnePublicType() {
    assertThat(sources())
        .isNotEmpty()
        .allSatisfy(
            path -> {
              assertThat(Files.readAllLines(path)).hasSizeLessThanOrEqualTo(MOST_LINES);
              assertThat(PUBLIC_TYPE.matcher(Files.readString(path)).results().count())
                  .isLessThanOrEqualTo(1);
            });
  }

  private static void check(ArchRule rule) {
    // A package that nobody has filled yet breaks no rule.
    rule.allowEmptyShould(true).check(CLASSES);
  }

  private static Stream<String> packages() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }

  private static Stream<String> parts() {
    return PARTS.keySet().stream().sorted();
  }

  private static Map.Entry<String, Set<String>> above(String name, String... below) {
    return Map.entry(name, Set.of(below));
  }

  private static Stream<Path> sources() {
    try (var main = Files.walk(Path.of("src/main/java"));
        var test = Files.walk(Path.of("src/test/java"))) {
      return Stream.concat(main, test)
          .filter(path -> path.toString().endsWith(".java"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
