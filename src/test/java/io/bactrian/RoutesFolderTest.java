package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

class RoutesFolderTest {

  private static final String PATTERN = "camel.main.routes-include-pattern";
  private static final String RELOAD = "camel.main.routes-reload-directory";

  @TempDir private Path folder;
  private final Map<String, Object> settings = new LinkedHashMap<>();

  @Test
  void theProjectsOwnFolderIsFoundWhereTheProgramIsStarted() {
    ConfigurableEnvironment environment = processed();

    Path routes = Path.of("routes").toAbsolutePath();
    assertThat(environment.getProperty(PATTERN)).isEqualTo("file:" + routes + "/*.camel.yaml");
    assertThat(environment.getProperty(RELOAD)).isEqualTo(routes.toString());
    assertThat(environment.getProperty("bactrian.kinds[send_message].lane")).isEqualTo("fast");
  }

  @Test
  void aNamedFolderTakesItsPlace() throws IOException {
    Files.createFile(folder.resolve("own.camel.yaml"));
    Files.writeString(folder.resolve("application.properties"), "own.setting=of the folder\n");
    settings.put(RoutesFolder.SETTING, folder.toString());

    ConfigurableEnvironment environment = processed();

    assertThat(environment.getProperty(PATTERN)).isEqualTo("file:" + folder + "/*.camel.yaml");
    assertThat(environment.getProperty("camel.component.kamelet.location"))
        .isEqualTo("file:" + folder + "/,classpath:routes/");
    assertThat(environment.getProperty("own.setting")).isEqualTo("of the folder");
  }

  @Test
  void anyOtherSettingOverridesTheFolders() throws IOException {
    Files.createFile(folder.resolve("own.camel.yaml"));
    Files.writeString(folder.resolve("application.properties"), "own.setting=of the folder\n");
    settings.put(RoutesFolder.SETTING, folder.toString());
    settings.put("own.setting", "of the environment");

    assertThat(processed().getProperty("own.setting")).isEqualTo("of the environment");
  }

  @Test
  void aFolderNeedsNoPropertiesOfItsOwn() throws IOException {
    Files.createFile(folder.resolve("own.camel.yaml"));
    settings.put(RoutesFolder.SETTING, folder.toString());

    assertThat(processed().getProperty("bactrian.kinds[send_message].lane")).isNull();
  }

  @Test
  void aNamedFolderWithoutRoutesStopsTheStart() {
    settings.put(RoutesFolder.SETTING, folder.toString());

    assertThatThrownBy(this::processed)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("BACTRIAN_ROUTES")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aNamedFolderThatIsNotThereStopsTheStart() {
    settings.put(RoutesFolder.SETTING, folder.resolve("absent").toString());

    assertThatThrownBy(this::processed).isInstanceOf(SettingsException.class);
  }

  private ConfigurableEnvironment processed() {
    ConfigurableEnvironment environment = SettingsCheckTest.environment(settings);
    new RoutesFolder().postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }
}
