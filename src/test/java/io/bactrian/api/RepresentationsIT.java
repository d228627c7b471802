package io.bactrian.api;

import static io.bactrian.api.Ledger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.api.stream.Representations;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others are told of things is what the API answers. */
class RepresentationsIT {

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final Representations representations = server.bean(Representations.class);

  @Test
  void eachIsTheJsonOfTheApi() {
    UUID conversation = ledger.conversation("sales", "120363@g.us");
    UUID message = ledger.message(conversation, "W", "t", NOON);
    UUID attachment = ledger.attachment(message, "PENDING");
    UUID job = ledger.job("process_incoming_media", attachment, "pending");

    assertThat(json(representations.message(message).orElseThrow()))
        .isEqualTo(server.api().get("/api/messages/" + message).body());
    assertThat(json(representations.attachment(attachment).orElseThrow()))
        .isEqualTo(server.api().get("/api/attachments/" + attachment).body());
    assertThat(json(representations.conversation(conversation).orElseThrow()))
        .isEqualTo(server.api().get("/api/conversations/" + conversation).body());
    assertThat(json(representations.job(job).orElseThrow()))
        .isEqualTo(server.api().get("/api/jobs/" + job).body());
  }

  @Test
  void whatIsNotThereIsEmpty() {
    UUID unknown = UUID.randomUUID();
    assertThat(representations.message(unknown)).isEmpty();
    assertThat(representations.attachment(unknown)).isEmpty();
    assertThat(representations.conversation(unknown)).isEmpty();
    assertThat(representations.job(unknown)).isEmpty();
  }

  private JsonNode json(Object representation) {
    ObjectMapper json = server.bean(ObjectMapper.class);
    return json.valueToTree(representation);
  }
}
