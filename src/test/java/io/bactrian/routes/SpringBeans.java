package io.bactrian.routes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Component;

/**
 * The beans that routes may call, read from the classes without starting a context.
 *
 * @param types their classes by bean name
 */
record SpringBeans(Map<String, Class<?>> types) {

  /** Beans that Spring Boot and Camel bring and routes name in options. */
  private static final Map<String, Class<?>> BROUGHT =
      Map.of(
          "stringRedisTemplate", Object.class,
          "transactionManager", Object.class,
          "applicationTaskExecutor", Object.class);

  /** Components, repositories and {@code @Bean} methods of a package, tests left out. */
  static SpringBeans of(String rootPackage) {
    var types = new TreeMap<String, Class<?>>(BROUGHT);
    new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages(rootPackage).stream()
            .filter(SpringBeans::mayBeBean)
            .map(JavaClass::reflect)
            .forEach(type -> addTo(types, type));
    return new SpringBeans(types);
  }

  Optional<Class<?>> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  private static boolean mayBeBean(JavaClass type) {
    return type.isMetaAnnotatedWith(Component.class) || type.isAssignableTo(Repository.class);
  }

  private static void addTo(Map<String, Class<?>> types, Class<?> type) {
    var component = AnnotatedElementUtils.findMergedAnnotation(type, Component.class);
    var declared = component == null ? "" : component.value();
    types.put(
        declared.isEmpty() ? Introspector.decapitalize(type.getSimpleName()) : declared, type);
    for (var method : type.getDeclaredMethods()) {
      var bean = AnnotatedElementUtils.findMergedAnnotation(method, Bean.class);
      if (bean != null) {
        var names =
            bean.name().length == 0 ? Stream.of(method.getName()) : Arrays.stream(bean.name());
        names.forEach(name -> types.put(name, method.getReturnType()));
      }
    }
  }
}
