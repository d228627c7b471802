package io.bactrian.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.api.Listener;
import io.bactrian.hub.HubTest;
import io.bactrian.job.Parked;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who listens sees that a parked job is put back, whoever did it. */
class StreamedReplayIT extends HubTest {

  @Autowired private Parked parked;
  @Autowired private StreamClients clients;

  private final UUID subject = UUID.randomUUID();
  private String kind;
  private UUID job;

  @BeforeEach
  void parkedJob() {
    // Declared by nobody, so nobody works on it and tells of it.
    kind = "replayed_" + instance.replace('-', '_');
    job = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, state, next_attempt_at)
            values (:id, :kind, :subject, 'parked', now())""")
        .param("id", job)
        .param("kind", kind)
        .param("subject", subject)
        .update();
  }

  @AfterEach
  void noJob() {
    jdbc.sql("delete from job where id = :id").param("id", job).update();
  }

  @Test
  void oneThatIsReplayedByItsId() throws IOException {
    assertThatIsTold(() -> post("/api/parked/" + job + "/replay"));
  }

  @Test
  void oneThatIsReplayedWithItsKind() throws IOException {
    assertThatIsTold(() -> post("/api/parked/replay?kind=" + kind));
  }

  @Test
  void oneThatIsAskedForAnew() throws IOException {
    assertThatIsTold(() -> parked.replayOld(kind, subject, Instant.now().plusSeconds(60)));
  }

  private void assertThatIsTold(Runnable replay) throws IOException {
    HttpRequest request = hub.api("/api/stream").build();
    String token =
        request.headers().firstValue("Authorization").orElseThrow().substring("Bearer ".length());
    try (Listener listener = new Listener(request.uri().getPort(), token)) {
      await().until(() -> !clients.isEmpty());
      replay.run();

      String told = listener.next("job");
      while (!told.contains(job.toString())) {
        told = listener.next("job");
      }
      assertThat(told).contains("\"state\":\"pending\"", "\"attempts\":0");
    }
  }

  private void post(String path) {
    assertThat(hub.apiPost(path, "").statusCode()).isEqualTo(202);
  }
}
