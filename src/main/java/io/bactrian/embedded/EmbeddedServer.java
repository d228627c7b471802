package io.bactrian.embedded;

import java.util.List;
import java.util.Locale;

/**
 * The servers a first run brings along, in the order of their ports from {@code
 * bactrian.embedded.base-port} on.
 */
@SuppressWarnings("ImmutableEnumChecker")
enum EmbeddedServer {
  AMQP(
      "AMQP broker",
      "SPRING_RABBITMQ_HOST",
      List.of("spring.rabbitmq.host", "spring.rabbitmq.addresses"),
      List.of("org/apache/qpid/server/SystemLauncher.class")),
  REDIS(
      "Redis",
      "SPRING_DATA_REDIS_HOST",
      List.of(
          "spring.data.redis.host",
          "spring.data.redis.url",
          "spring.data.redis.sentinel.master",
          "spring.data.redis.cluster.nodes"),
      List.of("redis/embedded/RedisServer.class")),
  S3(
      "S3",
      "BACTRIAN_S3_BUCKET",
      List.of("bactrian.s3.endpoint", "bactrian.s3.bucket"),
      List.of("org/gaul/s3proxy/S3Proxy.class")),
  POSTGRES(
      "PostgreSQL",
      "SPRING_DATASOURCE_URL",
      List.of("spring.datasource.url"),
      PostgresBinaries.RESOURCES),
  EVOLUTION(
      "Evolution stand-in",
      "BACTRIAN_EVOLUTION_BASE_URL",
      List.of("bactrian.evolution.base-url"),
      List.of());

  private final String title;
  private final String realSetting;
  private final List<String> configuredBy;
  private final List<String> carriedBy;

  EmbeddedServer(
      String title, String realSetting, List<String> configuredBy, List<String> carriedBy) {
    this.title = title;
    this.realSetting = realSetting;
    this.configuredBy = configuredBy;
    this.carriedBy = carriedBy;
  }

  /** For people: logs, messages, the help of a first run. */
  String title() {
    return title;
  }

  /** The environment variable that names a real server instead. */
  String realSetting() {
    return realSetting;
  }

  /** Properties any of which says that a real server is there. */
  List<String> configuredBy() {
    return configuredBy;
  }

  /** Its name in properties and its folder under the data directory. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether its library is on the class path. The stand-in is our own code and in every jar, so
   * that it is wanted only beside a library says {@link EmbeddedPlan}.
   */
  boolean carried(ClassLoader loader) {
    return carriedBy.stream().anyMatch(resource -> loader.getResource(resource) != null);
  }
}
