package io.bactrian.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.Bactrian;
import io.bactrian.embedded.standin.EvolutionStandIn;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Base of the tests that run the whole program: one program and one stand-in for all of them, on
 * embedded servers or on those the environment names. Each test has an instance of its own, so that
 * tests do not see each other's messages.
 */
@SpringBootTest(
    classes = Bactrian.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      // What a test looks for is there when it looks.
      "bactrian.log.queue-size=0",
      "bactrian.warm-up=200ms",
      // Tests switch it off where they are not told otherwise.
      "management.prometheus.metrics.export.enabled=true",
      "bactrian.webhook.token=" + HubTest.WEBHOOK_TOKEN + ",old-" + HubTest.WEBHOOK_TOKEN,
      "bactrian.webhook.jwt-key=" + HubTest.JWT_KEY,
      "bactrian.webhook.max-size=2MB",
      "bactrian.api.token=" + HubTest.API_TOKEN,
      "bactrian.api.viewer-token=" + HubTest.VIEWER_TOKEN,
      "bactrian.console.health-freshness=200ms",
      "bactrian.embedded.base-port=0",
      "bactrian.redelivery.delay=50",
      "bactrian.infrastructure.redelivery.delay=50",
      "bactrian.infrastructure.redelivery.maximum-delay=200",
      "bactrian.ledger.infrastructure-delay=1s",
      "bactrian.ledger.database-hold=3s",
      "bactrian.ledger.garbage-log-interval=1s",
      "bactrian.shelter.max-event=512KB",
      "bactrian.publish.redelivery.delay=50",
      "bactrian.publish.audience-period=20",
      "bactrian.requeue-due-jobs.period=200",
      "bactrian.audit.initial-delay=500",
      // The look at the start, and then none but those of tests.
      "bactrian.reconciliation.initial-delay=500",
      "bactrian.reconciliation.period=3600000",
      "bactrian.metrics.period=500ms",
      // Nothing is due but what a test says.
      "bactrian.scrub.period=200",
      "bactrian.media.idle-timeout=2s",
      "bactrian.media.max-size=16MB",
      // Some samples stay below it, some do not.
      "bactrian.media.memory-threshold=16KB",
      "bactrian.kinds[process_incoming_media].retry-delay=300ms",
      "bactrian.kinds[process_incoming_media].max-retry-delay=1s",
      // Or a test would need hundreds of jobs until one waits in a queue.
      "bactrian.kinds[process_incoming_media].window=16",
      "bactrian.kinds[reconcile_messages].retry-delay=300ms",
      "bactrian.kinds[send_message].retry-delay=300ms",
      "bactrian.kinds[send_message].workers=8",
      "bactrian.kinds[send_message].max-attempts=4",
      "bactrian.kinds[derive_media].retry-delay=300ms",
      "bactrian.profile.first-gap=1s",
      "bactrian.profile.max-gap=2s",
      "bactrian.profile.period=200",
      "bactrian.evolution.response-timeout-ms=3000",
      "bactrian.sending.number-timeout=1s",
      "bactrian.sending.max-waiting=60",
      "bactrian.sending.settle=1s",
      "bactrian.sending.reconcile-interval=200ms",
      "bactrian.sending.reconcile-for=3s",
      "bactrian.kinds[fetch_profile_pic].retry-delay=300ms",
      "bactrian.kinds[fetch_profile_pic].max-retry-delay=1s",
      "bactrian.kinds[fetch_profile_pic].max-attempts=3",
      "bactrian.kinds[fetch_group_info].retry-delay=300ms",
      "bactrian.kinds[fetch_group_info].max-retry-delay=1s",
      "bactrian.kinds[fetch_group_info].max-attempts=3"
    })
@Import(MovableClock.class)
public abstract class HubTest {

  static final String WEBHOOK_TOKEN = "webhook-token-of-tests";
  static final String JWT_KEY = "jwt-key-of-tests";
  static final String API_TOKEN = "api-token-of-tests";
  static final String VIEWER_TOKEN = "viewer-token-of-tests";

  /** WhatsApp and Evolution, which can't be had. */
  protected static final EvolutionStandIn STAND_IN = new EvolutionStandIn(0);

  /** Where downloads under way lie. */
  static final Path TEMPORARY_MEDIA =
      Path.of("target", "it-media-" + ProcessHandle.current().pid()).toAbsolutePath();

  private static final AtomicInteger INSTANCES = new AtomicInteger();

  @LocalServerPort private int port;
  @Autowired protected JdbcClient jdbc;
  @Autowired protected CamelContext camel;
  @Autowired protected ObjectMapper json;

  protected String instance;
  protected HubClient hub;

  @DynamicPropertySource
  static void standIn(DynamicPropertyRegistry properties) {
    properties.add("bactrian.embedded.dir", HubTest::dataFolder);
    properties.add("bactrian.media.temp-dir", TEMPORARY_MEDIA::toString);
    properties.add("bactrian.evolution.base-url", STAND_IN::baseUrl);
    properties.add("bactrian.evolution.api-key", STAND_IN::apiKey);
    properties.add("bactrian.media.cdn-base-url", STAND_IN::baseUrl);
    properties.add("bactrian.media.allowed-hosts", STAND_IN::authority);
  }

  private static String dataFolder() {
    return Path.of("target", "it-data-" + ProcessHandle.current().pid()).toString();
  }

  @BeforeEach
  void ownInstance() {
    instance = "it-" + ProcessHandle.current().pid() + "-" + INSTANCES.incrementAndGet();
    hub = new HubClient("http://127.0.0.1:" + port, WEBHOOK_TOKEN, API_TOKEN, json);
  }

  @AfterEach
  void noFaults() {
    STAND_IN.clearFaults();
  }

  /** What no source gives is tried until it expires, and others count how often that is. */
  protected void forgetMediaUnderWay() {
    jdbc.sql(
            """
            delete from job using attachment
              join message on message.id = message_id
              join conversation on conversation.id = conversation_id
            where job.kind = 'process_incoming_media' and job.state = 'pending'
              and job.subject = attachment.id and instance like :instances""")
        .param("instances", instance + "%")
        .update();
  }

  /** A sample webhook, sent by this test's instance. */
  protected ObjectNode sample(String name) {
    JsonNode sample = Webhooks.sample(json, name);
    return ((ObjectNode) sample).put("instance", instance);
  }
}
