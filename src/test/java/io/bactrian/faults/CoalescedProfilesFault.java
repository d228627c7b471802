package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.hub.HubClient;
import io.bactrian.hub.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoalescedProfilesFault extends FaultTest {

  private static final int WEBHOOKS = 10_000;
  private static final int CHATS = 100;
  private static final int SENDERS = 16;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void tenThousandWebhooksOfAHundredUnknownChatsAskAHundredTimesOnTwoHubs() throws Exception {
    HubProcess one = hub();
    HubProcess other = hub();
    one.launch();
    other.launch();
    one.awaitReady();
    other.awaitReady();
    List<byte[]> bodies = bodies();
    AtomicInteger accepted = new AtomicInteger();
    long begun = System.nanoTime();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    List<HubClient> hubs = List.of(one.client(), other.client());
    for (int i = 0; i < bodies.size(); i++) {
      HubClient hub = hubs.get(i % hubs.size());
      byte[] body = bodies.get(i);
      senders.execute(
          () -> {
            if (hub.deliver(body).statusCode() == 202) {
              accepted.incrementAndGet();
            }
          });
    }
    senders.shutdown();
    assertThat(senders.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    await("all profiles fetched")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> count("select count(*) from conversation where picture_key is not null"),
            n -> n == CHATS);
    long calls = servers.standIn.count("^POST /chat/fetchProfilePictureUrl/");
    long downloads = servers.standIn.count("^GET /v/t61");
    int messages = count("select count(*) from message");
    FaultReport.line(
        "%s: webhooks=%d accepted=%d in %.1f s, messages=%d chats=%d profile calls=%d"
            + " picture downloads=%d profile jobs=%d",
        label(),
        WEBHOOKS,
        accepted.get(),
        took.toMillis() / 1000.0,
        messages,
        count("select count(*) from conversation"),
        calls,
        downloads,
        count("select count(*) from job where kind = 'fetch_profile_pic'"));
    assertThat(accepted).hasValue(WEBHOOKS);
    assertThat(messages).isEqualTo(WEBHOOKS);
    assertThat(calls).isEqualTo(CHATS);
    assertThat(downloads).isEqualTo(CHATS);
  }

  /** In any order, so that the first messages of a chat come at once to both hubs. */
  private List<byte[]> bodies() {
    ObjectNode text = (ObjectNode) Webhooks.sample(json, "01-text-conversation.json");
    text.put("instance", webhooks.instance());
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < WEBHOOKS; i++) {
      Webhooks.key(text)
          .put("id", "3AC0" + i)
          .put("remoteJid", "1555040%04d@s.whatsapp.net".formatted(i % CHATS))
          .remove("remoteJidAlt");
      bodies.add(text.toString().getBytes(UTF_8));
    }
    Collections.shuffle(bodies, new Random(4));
    return bodies;
  }
}
