package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** As in the packaged jar: the program's own classes are there and the servers' are not. */
class WithoutLibrariesTest {

  @Test
  void noServerIsWantedWhereNoLibraryIs() {
    ClassLoader loader = new FilteredClassLoader(libraries());
    assertThat(EmbeddedPlan.possible(new StandardEnvironment(), loader)).isFalse();
    assertThat(EmbeddedPlan.of(new StandardEnvironment(), loader).ports()).isEmpty();
  }

  @Test
  void aSingleLibraryBringsItsServerAndTheStandIn() {
    ClassLoader loader =
        new FilteredClassLoader(
            new ClassPathResource("org/gaul/s3proxy/S3Proxy.class"),
            new ClassPathResource("redis/embedded/RedisServer.class"),
            new ClassPathResource("postgres-linux-x86_64.txz"));
    assertThat(EmbeddedPlan.of(new StandardEnvironment(), loader).ports())
        .isEqualTo(Map.of(EmbeddedServer.AMQP, 27000, EmbeddedServer.EVOLUTION, 27004));
  }

  @Test
  void thePostProcessorIsLoadedWithoutThem() throws Exception {
    StandardEnvironment environment = new StandardEnvironment();
    try (ProgramAlone loader = new ProgramAlone()) {
      Class<?> type = loader.loadClass(EmbeddedEnvironmentPostProcessor.class.getName());
      assertThat(type.getClassLoader()).isSameAs(loader);
      java.lang.reflect.Constructor<?> maker = type.getDeclaredConstructor();
      maker.setAccessible(true);
      ((EnvironmentPostProcessor) maker.newInstance())
          .postProcessEnvironment(environment, new SpringApplication());
    }
    assertThat(environment.getPropertySources().contains(EmbeddedEnvironmentPostProcessor.SOURCE))
        .isFalse();
  }

  private static ClassPathResource[] libraries() {
    return new ClassPathResource[] {
      new ClassPathResource("org/apache/qpid/server/SystemLauncher.class"),
      new ClassPathResource("redis/embedded/RedisServer.class"),
      new ClassPathResource("org/gaul/s3proxy/S3Proxy.class"),
      new ClassPathResource("postgres-linux-x86_64.txz")
    };
  }

  /** Defines our package again, and finds nothing of the servers' libraries. */
  private static final class ProgramAlone extends java.net.URLClassLoader {

    ProgramAlone() {
      super(
          new java.net.URL[] {
            EmbeddedEnvironmentPostProcessor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
          },
          WithoutLibrariesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.bactrian.embedded.")) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : findClass(name);
      }
      if (name.matches(
          "(org\\.apache\\.(qpid|commons\\.compress)|org\\.tukaani|org\\.gaul)\\..*")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public java.net.URL getResource(String name) {
      for (ClassPathResource library : libraries()) {
        if (library.getPath().equals(name)) {
          return null;
        }
      }
      return super.getResource(name);
    }
  }
}
