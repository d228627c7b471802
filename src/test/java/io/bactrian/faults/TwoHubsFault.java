package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TwoHubsFault extends FaultTest {

  @Test
  void oneOfTwoHubsBringsHomeWhatTheOtherHadInHandWhenItWasKilled() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(500)));
    HubProcess killed = hub();
    HubProcess survivor = hub();
    killed.launch();
    survivor.launch();
    killed.awaitReady();
    survivor.awaitReady();
    Future<?> first =
        deliveries.delivering(
            () -> killed.isAlive() ? killed.client() : survivor.client(), webhooks.images(100));
    deliveries.deliverUntilAccepted(survivor::client, webhooks.images(100));
    awaitStored(survivor, 20);
    killed.kill();
    assertThat(inDatabase("STORED")).isLessThan(200);
    assertThat(claimed()).as("jobs in hand of both").isGreaterThan(8);
    servers.standIn.clearFaults();
    await("all delivered").atMost(PATIENCE).until(first::isDone);
    finish(survivor).checkAllStored();
  }

  @Test
  void aHubThatWasAwayFromTheDatabaseTakesNothingBackOfWhatTheOtherHasStored() {
    // Only the hub itself has the media; Evolution can't help.
    servers.standIn.fault(Fault.status("getBase64From", 503));
    List<SentMedia> media = Stream.generate(() -> webhooks.image("directPath")).limit(40).toList();
    try (FaultProxy database = new FaultProxy(servers.postgres.port());
        FaultProxy source = new FaultProxy(URI.create(servers.standIn.baseUrl()).getPort())) {
      HubProcess away = hub(away(database, source));
      HubProcess other = hub();
      away.launch();
      other.launch();
      away.awaitReady();
      other.awaitReady();
      source.stall();
      deliveries.deliverUntilAccepted(other::client, media);
      await("the rest is stored").atMost(PATIENCE).until(() -> inHand() > 0 && left() == inHand());
      int taken = inHand();
      database.down();
      awaitStored(other, media.size());
      database.heal();
      await("back").atMost(PATIENCE).until(away::isReadyNow);
      source.down();
      // Ends when nothing is in its hands any more.
      assertThat(away.terminate(PATIENCE)).isIn(0, 143);
      FaultReport.line("%s: %d of %d taken over", label(), taken, media.size());
      assertThat(taken).isPositive();
      finish(other).checkAllStored();
    }
  }

  private String[] away(FaultProxy database, FaultProxy source) {
    String url =
        settings()
            .get("spring.datasource.url")
            .replace(":" + servers.postgres.port(), ":" + database.port());
    return new String[] {
      "spring.datasource.url",
      url,
      "bactrian.media.cdn-base-url",
      "http://" + source.authority(),
      "bactrian.media.allowed-hosts",
      source.authority(),
      "bactrian.media.idle-timeout",
      "2m"
    };
  }

  private int inHand() {
    return count(
        "select count(*) from job where kind = 'process_incoming_media'"
            + " and claimed_by is not null");
  }

  private int left() {
    return count("select count(*) from attachment where status <> 'STORED'");
  }
}
