package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading conversations. */
class ConversationsIT {

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final Api api = server.api();

  @Test
  void aGroupShowsItsMembers() {
    UUID id = ledger.conversation("sales", "120363@g.us");
    ledger.sql(
        "update conversation set name = 'Team', picture_url = 'https://pps/x', picture_key = 'picture/1',"
            + " participants = '[{\"jid\":\"1@lid\",\"admin\":\"admin\"}]'::jsonb where id = ?",
        id);

    JsonNode body = api.get("/api/conversations/" + id).body();

    assertThat(body.path("chat").asText()).isEqualTo("120363@g.us");
    assertThat(body.path("group").asBoolean()).isTrue();
    assertThat(body.path("name").asText()).isEqualTo("Team");
    assertThat(body.path("pictureUrl").asText()).isEqualTo("/api/conversations/" + id + "/picture");
    assertThat(body.path("participants").path(0).path("admin").asText()).isEqualTo("admin");
    assertThat(body.path("updatedAt").asText()).isEqualTo("2026-11-22T12:00:00.123456Z");
  }

  @Test
  void aPersonIsNoGroupAndHasNoMembers() {
    UUID id = ledger.conversation("sales", "5511912345678@s.whatsapp.net");
    JsonNode body = api.get("/api/conversations/" + id).body();
    assertThat(body.path("group").asBoolean(true)).isFalse();
    assertThat(body.path("participants").isArray()).isTrue();
    assertThat(body.path("name").isNull()).isTrue();
  }

  @Test
  void aPictureLeadsToTheCopyInObjectStorage() {
    UUID id = ledger.conversation("sales", "5511912345678@s.whatsapp.net");
    ledger.sql("update conversation set picture_key = 'picture/1' where id = ?", id);

    Api.Answer answer = api.get("/api/conversations/" + id + "/picture");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).startsWith("https://s3.example/picture/1?");
  }

  @Test
  void aPictureThatNobodyHasCopiedIsNotThereNow() {
    UUID id = ledger.conversation("sales", "5511912345678@s.whatsapp.net");
    ledger.sql("update conversation set picture_url = 'https://pps/x' where id = ?", id);

    assertThat(api.get("/api/conversations/" + id).body().path("pictureUrl").isNull()).isTrue();
    assertThat(api.get("/api/conversations/" + id + "/picture").status()).isEqualTo(404);
    assertThat(api.get("/api/conversations/" + UUID.randomUUID() + "/picture").status())
        .isEqualTo(404);
  }

  @Test
  void theLastChangedComesFirst() {
    UUID older = ledger.conversation("sales", "1111111@s.whatsapp.net");
    UUID newer = ledger.conversation("sales", "2222222@s.whatsapp.net");
    ledger.conversation("support", "2222222@s.whatsapp.net");
    ledger.sql("update conversation set updated_at = now() where id = ?", newer);

    assertThat(api.get("/api/conversations?instance=sales").items().findValuesAsText("id"))
        .containsExactly(newer.toString(), older.toString());
    Api.Answer first = api.get("/api/conversations?instance=sales&limit=1");
    assertThat(
            api.get("/api/conversations?instance=sales&limit=1&cursor=" + first.text("next"))
                .items()
                .findValuesAsText("id"))
        .containsExactly(older.toString());
  }
}
