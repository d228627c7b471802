package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.GrownPostgres;
import io.bactrian.embedded.PlanAssert;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list costs what its page costs, with any filter, however much there is beside. */
class GrownListsIT {

  /** After five executions the driver prepares a statement, after five more the server its plan. */
  private static final int TIMES = 12;

  /** 21 instances, 6 statuses and 6 rows a page: what the merge of all of them may read. */
  private static final long FEW = 1_000;

  private static GrownPostgres grown;
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    grown = GrownPostgres.shared();
    server = ConsoleServer.on(grown.database());
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages",
        "messages?instance=grown-3",
        "messages?instance=grown-quiet",
        "messages?status=FAILED",
        "messages?status=READ",
        "messages?instance=grown-2&status=PLAYED",
        "messages?instance=grown-quiet&status=SENT",
        "messages?chat=15550000007@s.whatsapp.net",
        "messages?chat=90000007@lid",
        "messages?chat=15550000007@s.whatsapp.net&instance=grown-7&status=READ",
        "attachments",
        "attachments?instance=grown-11",
        "attachments?status=PARKED",
        "attachments?status=PENDING",
        "attachments?instance=grown-11&status=STORED",
        "conversations",
        "conversations?instance=grown-3",
        "conversations?instance=grown-quiet",
        "jobs",
        "jobs?kind=send_message",
        "jobs?state=pending",
        "jobs?state=done",
        "jobs?kind=derive_media&state=pending",
        "jobs?kind=fetch_profile_pic&state=done",
        "jobs?kind=process_incoming_media&state=parked",
        "parked",
        "parked?kind=process_incoming_media",
        "lanes"
      })
  void aListReadsNoMoreThanItsPage(String list) {
    JsonNode first = page(list);
    assertThat(first.path("items")).as(list).hasSizeGreaterThan(0);

    PlanAssert.assertBounded(grown.plansOf(() -> again(list)), FEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages?status=FAILED", "attachments", "jobs?state=pending", "parked"})
  void theNextPageReadsNoMore(String list) {
    String cursor = page(list).path("next").asText();
    String next = list + (list.contains("?") ? "&" : "?") + "cursor=" + cursor;

    PlanAssert.assertBounded(grown.plansOf(() -> again(next)), FEW);
  }

  @Test
  void aMessageIsFoundByItsId() {
    String id = page("messages?instance=grown-3").at("/items/0/whatsappId").asText();
    String list = "messages?whatsappId=" + id + "&instance=grown-3";
    assertThat(page(list).path("items")).hasSize(1);

    PlanAssert.assertBounded(grown.plansOf(() -> again(list)), FEW);
  }

  @Test
  void whatIsCountedIsAllThatIsThere() {
    List<JsonNode> lanes = List.copyOf(page("lanes").findParents("kind"));

    assertThat(lanes.stream().mapToLong(lane -> lane.path("done").asLong()).sum())
        .isEqualTo(2L * GrownPostgres.MESSAGES);
    assertThat(lanes.stream().mapToLong(lane -> lane.path("failed").asLong()).sum())
        .isEqualTo(GrownPostgres.MESSAGES / 20);
    assertThat(lanes.stream().mapToLong(lane -> lane.path("pending").asLong()).sum())
        .isEqualTo(GrownPostgres.MESSAGES / 20);
  }

  private static void again(String list) {
    for (int time = 0; time < TIMES; time++) {
      page(list);
    }
  }

  private static JsonNode page(String list) {
    Api.Answer answer = server.api().get("/api/" + list);
    assertThat(answer.status()).as(list).isEqualTo(200);
    return answer.body();
  }
}
