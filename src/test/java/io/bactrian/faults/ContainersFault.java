package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.hub.HubClient;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The services of docker-compose.yml under load, as {@code .ci/containers} starts them. */
@EnabledIfEnvironmentVariable(named = "BACTRIAN_CONTAINERS_URL", matches = ".+")
class ContainersFault {

  private static final String INSTANCE = "containers";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HubClient hub =
      new HubClient(
          setting("URL"), setting("WEBHOOK_TOKEN"), setting("API_TOKEN"), new ObjectMapper());

  @Test
  void nothingIsLostWhenOneOfTwoHubsIsKilledAndTheBrokerRestarts()
      throws IOException, InterruptedException {
    String[] address = setting("STAND_IN").split(":", -1);
    String killed = setting("HUBS").split(" ", -1)[0];
    try (var standIn =
            new EvolutionStandIn(
                address[0], Integer.parseInt(address[1]), EvolutionStandIn.DEFAULT_API_KEY);
        var deliveries = new Deliveries()) {
      var webhooks = new MediaWebhooks(standIn, INSTANCE);
      var audit = new MediaAudit(INSTANCE, deliveries);
      standIn.fault(Fault.delay(PATH, Duration.ofMillis(500)));
      Future<?> load = deliveries.delivering(() -> hub, webhooks.images(200));
      await("20 stored").atMost(PATIENCE).until(() -> audit.count(hub, "STORED") >= 20);
      engine("kill", killed);
      assertThat(audit.count(hub, "STORED")).isLessThan(200);
      deliveries.deliverUntilAccepted(() -> hub, webhooks.images(50));
      deliveries.deliverUntilAccepted(() -> hub, large(webhooks));
      engine("start", killed);
      engine("restart", setting("BROKER"));
      deliveries.deliverUntilAccepted(() -> hub, webhooks.images(50));
      standIn.clearFaults();
      await("all delivered").atMost(PATIENCE).until(load::isDone);
      audit.awaitStored(hub, PATIENCE);
      audit
          .ledger("ContainersFault", hub, ObjectStore.hashesUnder(Path.of(setting("BUCKET"))))
          .checkAllStored();
      audit.awaitDerived(hub, PATIENCE);
    }
  }

  /** What renderers need most of their memory for. */
  private static List<SentMedia> large(MediaWebhooks webhooks) throws IOException {
    var jpeg = new ByteArrayOutputStream();
    var picture = new BufferedImage(8000, 6000, BufferedImage.TYPE_3BYTE_BGR);
    assertThat(ImageIO.write(picture, "jpg", jpeg)).isTrue();
    return Stream.generate(() -> webhooks.picture(jpeg.toByteArray())).limit(16).toList();
  }

  private static void engine(String command, String container)
      throws IOException, InterruptedException {
    List<String> line =
        Stream.concat(Stream.of(setting("ENGINE").split(" ", -1)), Stream.of(command, container))
            .toList();
    Process process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor()).as("%s %s", command, container).isZero();
  }

  private static String setting(String name) {
    return System.getenv("BACTRIAN_CONTAINERS_" + name);
  }
}
