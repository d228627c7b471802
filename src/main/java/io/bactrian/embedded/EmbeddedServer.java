package io.bactrian.embedded;

import java.util.List;
import java.util.Locale;

/** The servers a first run brings along. */
enum EmbeddedServer {
  AMQP(0, "AMQP broker", "SPRING_RABBITMQ_HOST"),
  REDIS(1, "Redis", "SPRING_DATA_REDIS_HOST"),
  S3(2, "S3", "BACTRIAN_S3_BUCKET"),
  POSTGRES(3, "PostgreSQL", "SPRING_DATASOURCE_URL"),
  EVOLUTION(4, "Evolution stand-in", "BACTRIAN_EVOLUTION_BASE_URL");

  private final int portOffset;
  private final String title;
  private final String realSetting;

  EmbeddedServer(int portOffset, String title, String realSetting) {
    this.portOffset = portOffset;
    this.title = title;
    this.realSetting = realSetting;
  }

  /** Its port is so many above the base port. */
  int portOffset() {
    return portOffset;
  }

  /** For people: logs, messages, the help of a first run. */
  String title() {
    return title;
  }

  /** The environment variable that names a real server instead. */
  String realSetting() {
    return realSetting;
  }

  /** Its name in properties and its folder under the data directory. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Properties any of which says that a real server is there. */
  List<String> configuredBy() {
    return switch (this) {
      case AMQP -> List.of("spring.rabbitmq.host", "spring.rabbitmq.addresses");
      case REDIS ->
          List.of(
              "spring.data.redis.host",
              "spring.data.redis.url",
              "spring.data.redis.sentinel.master",
              "spring.data.redis.cluster.nodes");
      case S3 -> List.of("bactrian.s3.endpoint", "bactrian.s3.bucket");
      case POSTGRES -> List.of("spring.datasource.url");
      case EVOLUTION -> List.of("bactrian.evolution.base-url");
    };
  }

  /**
   * Whether its library is on the class path. The stand-in has none: it is our own code and in
   * every jar, so it counts as carried where any other is.
   */
  boolean carried(ClassLoader loader) {
    return switch (this) {
      case AMQP -> has(loader, "org/apache/qpid/server/SystemLauncher.class");
      case REDIS -> has(loader, "redis/embedded/RedisServer.class");
      case S3 -> has(loader, "org/gaul/s3proxy/S3Proxy.class");
      case POSTGRES ->
          has(loader, "postgres-linux-x86_64.txz")
              || has(loader, "postgres-linux-arm_64.txz")
              || has(loader, "postgres-darwin-x86_64.txz")
              || has(loader, "postgres-darwin-arm_64.txz");
      case EVOLUTION ->
          AMQP.carried(loader)
              || REDIS.carried(loader)
              || S3.carried(loader)
              || POSTGRES.carried(loader);
    };
  }

  private static boolean has(ClassLoader loader, String resource) {
    return loader.getResource(resource) != null;
  }
}
