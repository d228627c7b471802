package io.bactrian.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All embedded servers over one directory, written to and read from as their clients do. */
final class ServersOf {

  private final EmbeddedPlan plan;

  ServersOf(EmbeddedPlan plan) {
    this.plan = plan;
  }

  static EmbeddedPlan freePorts() {
    Map<EmbeddedServer, Integer> ports = new java.util.EnumMap<>(EmbeddedServer.class);
    for (EmbeddedServer server : EmbeddedServer.values()) {
      ports.put(server, Ports.choose(0, 0));
    }
    return new EmbeddedPlan(ports);
  }

  static EmbeddedServers start(Path dir, EmbeddedPlan plan) {
    EmbeddedSettings settings =
        new EmbeddedSettings(
            true, dir.toString(), 0, Duration.ofSeconds(60), Duration.ofSeconds(20));
    EmbeddedServers servers = new EmbeddedServers(settings, plan);
    plan.ports().keySet().forEach(servers::begin);
    servers.awaitAll();
    return servers;
  }

  void writeEverywhere() throws Exception {
    try (Connection connection = amqp();
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.queueDeclare("kept", true, false, false, null);
      channel.basicPublish(
          "", "kept", MessageProperties.PERSISTENT_TEXT_PLAIN, "in the broker".getBytes(UTF_8));
      channel.waitForConfirmsOrDie(10_000);
    }
    try (RedisClient client = redis()) {
      client.connect().sync().set("kept", "in redis");
    }
    try (S3Client s3 = s3()) {
      s3.putObject(
          request -> request.bucket(S3Store.BUCKET).key("a/kept"), RequestBody.fromString("in s3"));
    }
    try (java.sql.Connection connection = postgres();
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (what text)");
      statement.execute("insert into kept values ('in postgres')");
    }
  }

  String inBroker() throws Exception {
    try (Connection connection = amqp();
        Channel channel = connection.createChannel()) {
      GetResponse message = channel.basicGet("kept", false);
      return message == null ? null : new String(message.getBody(), UTF_8);
    }
  }

  String inRedis() {
    try (RedisClient client = redis()) {
      return client.connect().sync().get("kept");
    }
  }

  String inS3() {
    try (S3Client s3 = s3()) {
      return s3.getObjectAsBytes(request -> request.bucket(S3Store.BUCKET).key("a/kept"))
          .asUtf8String();
    }
  }

  List<String> inS3Keys() {
    try (S3Client s3 = s3()) {
      return s3.listObjectsV2(request -> request.bucket(S3Store.BUCKET)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  String inPostgres(String query) throws Exception {
    try (java.sql.Connection connection = postgres();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  Connection amqp() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(plan.ports().get(EmbeddedServer.AMQP));
    factory.setVirtualHost(AmqpBroker.VIRTUAL_HOST);
    return factory.newConnection();
  }

  private RedisClient redis() {
    return RedisClient.create("redis://" + plan.authority(EmbeddedServer.REDIS));
  }

  private S3Client s3() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://" + plan.authority(EmbeddedServer.S3)))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3Store.ACCESS_KEY, S3Store.SECRET_KEY)))
        .build();
  }

  private java.sql.Connection postgres() throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + plan.authority(EmbeddedServer.POSTGRES) + "/postgres",
        PostgresServer.USER,
        PostgresServer.USER);
  }
}
