package io.bactrian.api;

import static io.bactrian.api.Ledger.NOON;
import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Seeing what was parked, and putting it back. */
class ParkedIT {

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final Api api = server.api();

  @Test
  void aParkedMediaLeadsToItsAttachmentMessageAndConversation() {
    UUID conversation = ledger.conversation("sales", "120363@g.us");
    UUID message = ledger.message(conversation, "W", null, NOON);
    UUID attachment = ledger.attachment(message, "PARKED");
    UUID job = ledger.job("process_incoming_media", attachment, "parked");

    JsonNode item = only("?kind=process_incoming_media");

    assertThat(item.path("id").asText()).isEqualTo(job.toString());
    assertThat(item.path("kind").asText()).isEqualTo("process_incoming_media");
    assertThat(item.path("subject").asText()).isEqualTo(attachment.toString());
    assertThat(item.path("instance").asText()).isEqualTo("sales");
    assertThat(item.path("reason").asText()).isEqualTo("HTTP 410");
    assertThat(item.path("attempts").asInt()).isEqualTo(3);
    assertThat(item.path("parkedAt").asText()).endsWith("Z");
    assertThat(item.path("attachment").asText()).isEqualTo(attachment.toString());
    assertThat(item.path("message").asText()).isEqualTo(message.toString());
    assertThat(item.path("conversation").asText()).isEqualTo(conversation.toString());
    assertThat(item.path("event").isNull()).isTrue();
  }

  @Test
  void aParkedEventIsFoundUnderItsOwnId() {
    UUID event = UUID.randomUUID();
    ledger.sql(
        "insert into event (id, fingerprint, instance, state, reason, opened, raw)"
            + " values (?, 'f', 'sales', 'parked', 'no key', true, 'raw')",
        event);
    ledger.job(event, "accept_event", event, "parked");

    JsonNode item = only("?kind=accept_event");

    assertThat(item.path("id").asText()).isEqualTo(event.toString());
    assertThat(item.path("event").asText()).isEqualTo(event.toString());
    assertThat(item.path("instance").asText()).isEqualTo("sales");
    assertThat(item.path("message").isNull()).isTrue();
  }

  @Test
  void parkedSendsAndFetchesNameTheirMessageAndConversation() {
    UUID conversation = ledger.conversation("sales", "120363@g.us");
    UUID message = ledger.message(conversation, "W", "t", NOON);
    ledger.job("send_message", message, "parked");
    ledger.job("fetch_group_info", conversation, "parked");

    assertThat(only("?kind=send_message").path("message").asText()).isEqualTo(message.toString());
    JsonNode fetch = only("?kind=fetch_group_info");
    assertThat(fetch.path("conversation").asText()).isEqualTo(conversation.toString());
    assertThat(fetch.path("instance").asText()).isEqualTo("sales");
    assertThat(fetch.path("message").isNull()).isTrue();
  }

  @Test
  void onlyParkedJobsAreListedAndInPages() {
    ledger.job("send_message", UUID.randomUUID(), "pending");
    ledger.job("send_message", UUID.randomUUID(), "done");
    assertThat(api.get("/api/parked").items()).isEmpty();

    ledger.job("send_message", UUID.randomUUID(), "parked");
    ledger.job("send_message", UUID.randomUUID(), "parked");
    Api.Answer first = api.get("/api/parked?limit=1");
    Api.Answer second = api.get("/api/parked?limit=1&cursor=" + first.text("next"));
    assertThat(second.items()).hasSize(1);
    assertThat(second.items().path(0)).isNotEqualTo(first.items().path(0));
    assertThat(second.text("next")).isNull();
  }

  @Test
  void whatIsParkedUnderAnIdIsPutBackOnce() {
    UUID attachment = UUID.randomUUID();
    UUID job = ledger.job("process_incoming_media", attachment, "parked");

    Api.Answer answer = api.post("/api/parked/" + attachment + "/replay");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("id")).isEqualTo(job.toString());
    assertThat(answer.text("status")).isEqualTo("replayed");
    assertProblem(
        api.post("/api/parked/" + attachment + "/replay"), 404, "Nothing is parked under");
  }

  @Test
  void allOfAKindOrOfEveryKindArePutBack() {
    ledger.job("send_message", UUID.randomUUID(), "parked");
    ledger.job("send_message", UUID.randomUUID(), "parked");
    ledger.job("fetch_group_info", UUID.randomUUID(), "parked");

    Api.Answer answer = api.post("/api/parked/replay?kind=send_message");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().path("replayed").asInt()).isEqualTo(2);
    assertThat(api.post("/api/parked/replay?kind=").body().path("replayed").asInt()).isOne();
    assertThat(api.get("/api/parked").items()).isEmpty();
  }

  @Test
  void anIdThatIsNoneCantBePutBack() {
    assertProblem(api.post("/api/parked/abc/replay"), 400, "'id' must be a UUID");
    assertProblem(api.get("/api/parked/replay"), 405, "GET");
  }

  private JsonNode only(String query) {
    JsonNode items = api.get("/api/parked" + query).items();
    assertThat(items).hasSize(1);
    return items.path(0);
  }
}
