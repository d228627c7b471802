package io.bactrian.api.stream;

import static io.bactrian.api.Ledger.NOON;
import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.api.Api;
import io.bactrian.api.ConsoleServer;
import io.bactrian.api.Ledger;
import io.bactrian.api.Listener;
import io.bactrian.chat.Change;
import io.bactrian.job.JobKinds;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of changes. */
class StreamIT {

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final StreamClients clients = server.bean(StreamClients.class);

  @BeforeEach
  void nobodyListens() {
    await().until(clients::isEmpty);
  }

  @Test
  void aChangedMessageIsToldAsTheApiShowsIt() throws IOException {
    UUID message =
        ledger.message(ledger.conversation("sales", "120363@g.us"), "W", "São Paulo", NOON);
    try (Listener listener = listen()) {
      server.publish(new Change("message", "message.received", message));

      String data = listener.next("message");

      assertThat(data).contains(message.toString(), "São Paulo", "\"attachments\":[]");
      assertThat(data).isEqualTo(server.api().get("/api/messages/" + message).response().body());
    }
  }

  @Test
  void attachmentsAndJobsAreToldAndConversationsAreNot() throws IOException {
    UUID conversation = ledger.conversation("sales", "120363@g.us");
    UUID attachment = ledger.attachment(ledger.message(conversation, "W", null, NOON), "PENDING");
    UUID job = ledger.job("process_incoming_media", attachment, "pending");
    try (Listener listener = listen()) {
      server.publish(new Change("conversation", "conversation.updated", conversation));
      server.publish(new Change("attachment", null, attachment));
      server.publish(new Change("job", null, job));

      assertThat(listener.next("attachment")).contains(attachment.toString());
      assertThat(listener.next("job")).contains(job.toString(), "durable");
      assertThat(listener.heard()).doesNotContain("conversation");
    }
  }

  @Test
  void aListenerHearsOfEveryLaneAndThenOfThoseThatChange() throws IOException {
    try (Listener listener = listen()) {
      for (int i = 0; i < server.bean(JobKinds.class).all().size(); i++) {
        assertThat(listener.next("lane")).contains("\"pending\":0", "\"wait\":{");
      }
      ledger.job("send_message", UUID.randomUUID(), "pending");
      assertThat(listener.next("lane")).contains("send_message", "\"pending\":1");
    }
  }

  @Test
  void aQuietStreamHasAHeartbeat() throws IOException {
    try (Listener listener = listen()) {
      assertThat(listener.nextComment()).isEqualTo("open");
      assertThat(listener.nextComment()).isEqualTo("heartbeat");
    }
  }

  @Test
  void onlySoManyMayListen() throws IOException {
    try (Listener first = listen();
        Listener second = listen()) {
      assertThat(first.nextComment()).isEqualTo("open");
      assertThat(second.nextComment()).isEqualTo("open");
      Api.Answer third = server.api().get("/api/stream");
      assertProblem(third, 503, "Too many streams");
      assertThat(third.header("Retry-After")).isEqualTo("10");
    }
  }

  @Test
  void theStreamIsForNoProxyToCollect() throws IOException {
    try (Listener listener = listen()) {
      assertThat(listener.header("Content-Type")).startsWith("text/event-stream");
      assertThat(listener.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(listener.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  private Listener listen() throws IOException {
    return new Listener(server.port(), ConsoleServer.TOKEN);
  }
}
