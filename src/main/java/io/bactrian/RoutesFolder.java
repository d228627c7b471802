package io.bactrian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Finds the routes: in the folder that {@code BACTRIAN_ROUTES} names, else in {@code ./routes} when
 * the program is started in the project, else those packaged into the jar. The folder's {@code
 * application.properties} holds its placeholders and job kinds; any other setting overrides them.
 */
public class RoutesFolder implements EnvironmentPostProcessor, Ordered {

  static final String SETTING = "bactrian.routes";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String named = environment.getProperty(SETTING, "");
    Path folder = Path.of(named.isBlank() ? "routes" : named).toAbsolutePath().normalize();
    boolean hasRoutes = hasRoutes(folder);
    if (!named.isBlank() && !hasRoutes) {
      throw new SettingsException(
          "BACTRIAN_ROUTES names " + folder + ", which is no folder with *.camel.yaml files");
    }
    String location = hasRoutes ? "file:" + folder + "/" : "classpath:routes/";
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("camel.main.routes-include-pattern", location + "*.camel.yaml");
    properties.put("camel.component.kamelet.location", location + ",classpath:routes/");
    if (hasRoutes) {
      properties.put("camel.main.routes-reload-directory", folder.toString());
    }
    environment.getPropertySources().addLast(new MapPropertySource("routes folder", properties));
    load(
        environment,
        hasRoutes
            ? new FileSystemResource(folder.resolve("application.properties"))
            : new ClassPathResource("routes/application.properties"));
  }

  private static boolean hasRoutes(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> routes = Files.newDirectoryStream(folder, "*.camel.yaml")) {
      return routes.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void load(ConfigurableEnvironment environment, Resource resource) {
    if (!resource.exists()) {
      return;
    }
    try {
      new PropertiesPropertySourceLoader()
          .load("routes " + resource.getDescription(), resource)
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the configuration files, so that they can name the folder and override its values. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 10;
  }
}
