package io.bactrian.api;

import static io.bactrian.api.Ledger.NOON;
import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading messages. */
class MessagesIT {

  private static final String ANA = "5511912345678@s.whatsapp.net";

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final Api api = server.api();

  @Test
  void aMessageShowsAllTheContractNames() {
    UUID conversation = ledger.conversation("sales", ANA);
    UUID message = ledger.message(conversation, "3EB0", "Olá, São Paulo", NOON);
    UUID attachment = ledger.attachment(message, "PENDING");

    JsonNode body = api.get("/api/messages/" + message).body();

    assertThat(body.path("id").asText()).isEqualTo(message.toString());
    assertThat(body.path("instance").asText()).isEqualTo("sales");
    assertThat(body.path("chat").asText()).isEqualTo(ANA);
    assertThat(body.path("whatsappId").asText()).isEqualTo("3EB0");
    assertThat(body.path("direction").asText()).isEqualTo("IN");
    assertThat(body.path("kind").asText()).isEqualTo("text");
    assertThat(body.path("text").asText()).isEqualTo("Olá, São Paulo");
    assertThat(body.path("status").asText()).isEqualTo("DELIVERED");
    assertThat(Instant.parse(body.path("timestamp").asText())).isEqualTo(NOON);
    assertThat(body.path("timestamp").asText()).endsWith("Z");
    assertThat(body.path("attachments")).hasSize(1);
    assertThat(body.path("attachments").path(0).path("id").asText())
        .isEqualTo(attachment.toString());
    assertThat(body.path("editedAt").isNull()).isTrue();
  }

  @Test
  void pagesGoFromTheNewestToTheOldestAndMissNone() {
    UUID conversation = ledger.conversation("sales", ANA);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // Three of one microsecond, which only the id tells apart.
      Instant at = i < 3 ? NOON : NOON.plusSeconds(i);
      expected.add(ledger.message(conversation, "W" + i, "t", at).toString());
    }

    List<String> found = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    while (cursor != null) {
      Api.Answer page = api.get("/api/messages?instance=&chat=&limit=2&cursor=" + cursor);
      page.items().forEach(item -> found.add(item.path("id").asText()));
      page.items().forEach(item -> times.add(Instant.parse(item.path("timestamp").asText())));
      cursor = page.text("next");
      pages++;
    }

    assertThat(pages).isEqualTo(4);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aMessageThatComesBetweenTwoPagesMovesNothing() {
    UUID conversation = ledger.conversation("sales", ANA);
    ledger.message(conversation, "A", "t", NOON);
    ledger.message(conversation, "B", "t", NOON.plusSeconds(1));
    String cursor = api.get("/api/messages?limit=1").text("next");
    ledger.message(conversation, "C", "t", NOON.plusSeconds(2));

    Api.Answer second = api.get("/api/messages?limit=1&cursor=" + cursor);

    assertThat(second.items().path(0).path("whatsappId").asText()).isEqualTo("A");
    assertThat(second.text("next")).isNull();
  }

  @Test
  void moreThanTheGreatestLimitIsCutToIt() {
    UUID conversation = ledger.conversation("sales", ANA);
    for (int i = 0; i < 6; i++) {
      ledger.message(conversation, "W" + i, "t", NOON);
    }
    Api.Answer page = api.get("/api/messages?limit=1000");
    assertThat(page.items()).hasSize(5);
    assertThat(page.text("next")).isNotNull();
  }

  @Test
  void filtersNarrowTheList() {
    ledger.message(ledger.conversation("sales", ANA), "A", "t", NOON);
    ledger.message(ledger.conversation("support", ANA), "B", "t", NOON);

    assertThat(ids("?instance=sales")).containsExactly("A");
    assertThat(ids("?whatsappId=B")).containsExactly("B");
    assertThat(ids("?status=DELIVERED")).hasSize(2);
    assertThat(ids("?status=delivered")).hasSize(2);
    assertThat(ids("?status=DELIVERY_ACK")).hasSize(2);
    assertThat(ids("?status=READ")).isEmpty();
    assertThat(ids("?instance=sales&whatsappId=B")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5511912345678@s.whatsapp.net",
        "5511912345678",
        "%2B55%2011%2091234-5678",
        "5511912345678:7@s.whatsapp.net",
        "5511912345678@c.us",
        "98765@lid"
      })
  void aPersonsChatIsFoundByAnyOfItsNames(String chat) {
    ledger.sql("insert into identity (instance, lid, phone) values ('sales', '98765@lid', ?)", ANA);
    ledger.message(ledger.conversation("sales", ANA), "A", "t", NOON);
    ledger.message(ledger.conversation("sales", "551199999@s.whatsapp.net"), "B", "t", NOON);

    assertThat(ids("?chat=" + chat)).containsExactly("A");
  }

  @Test
  void aLidOfAnotherInstanceIsAnotherPerson() {
    ledger.sql("insert into identity (instance, lid, phone) values ('sales', '98765@lid', ?)", ANA);
    ledger.message(ledger.conversation("support", ANA), "A", "t", NOON);
    assertThat(ids("?chat=98765@lid")).isEmpty();
  }

  @Test
  void aGroupIsFoundByItsJid() {
    ledger.message(ledger.conversation("sales", "120363@g.us"), "G", "t", NOON);
    assertThat(ids("?chat=120363@g.us")).containsExactly("G");
  }

  @Test
  void aChatThatCantBeOneIsABadRequest() {
    assertProblem(api.get("/api/messages?chat=ana"), 400, "'chat'");
  }

  private List<String> ids(String query) {
    return api.get("/api/messages" + query).items().findValuesAsText("whatsappId");
  }
}
