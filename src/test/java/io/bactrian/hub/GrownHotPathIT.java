package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.GrownPostgres;
import io.bactrian.embedded.PlanAssert;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a message needs of PostgreSQL is found by indexes: the statements of the running program,
 * looked at where much has happened before.
 */
class GrownHotPathIT extends SendMessageTest {

  private static final String CHAT = "15550100123@s.whatsapp.net";

  @Test
  void noStatementOfAMessageReadsATableThatGrows() {
    Set<String> statements =
        GrownPostgres.statementsOf(this::everyKindOfMessage, StatementCounter::isWorker);
    assertThat(statements)
        .anyMatch(sql -> sql.contains("insert into event"))
        .anyMatch(sql -> sql.contains("insert into attachment"))
        .anyMatch(sql -> sql.contains("update job set claimed_by"))
        .anyMatch(sql -> sql.contains("send_started_at"));

    statements.forEach(
        sql -> PlanAssert.assertReadsNoTableWhole(sql, GrownPostgres.shared().plan(sql)));
  }

  private void everyKindOfMessage() {
    hub.post(Webhooks.in(sample("01-text-conversation.json"), CHAT, "text" + UUID.randomUUID()));
    ObjectNode image = sample("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json");
    hub.post(Webhooks.in(image, CHAT, "image" + UUID.randomUUID()));
    hub.attachment(instance, "STORED");
    message(send(text("A message")), "SENT");
    hub.awaitMedia(instance);
  }
}
