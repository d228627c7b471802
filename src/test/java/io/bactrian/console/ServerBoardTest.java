package io.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.bactrian.audit.AuditBook;
import io.bactrian.audit.Drift;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the console says of Evolution. */
class ServerBoardTest {

  private final AuditBook audit = mock(AuditBook.class);
  private final ServerBoard board =
      new ServerBoard(
          null,
          null,
          null,
          null,
          audit,
          new Binder(new MapConfigurationPropertySource())
              .bindOrCreate("bactrian.console", ConsoleSettings.class),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    board.destroy();
  }

  @Test
  void anEvolutionWithAFindingThatConcernsAllInstancesAnswers() {
    when(audit.drifts()).thenReturn(List.of(drift("version")));
    when(audit.problem()).thenReturn(Optional.empty());

    assertThat(evolution().isDown()).isFalse();
  }

  @Test
  void anEvolutionThatDoesNotAnswerIsDown() {
    when(audit.problem()).thenReturn(Optional.of("no answer"));

    assertThat(evolution().isDown()).isTrue();
  }

  private ServerState evolution() {
    return board.current().stream()
        .filter(state -> state.name().equals("Evolution API"))
        .findFirst()
        .orElseThrow();
  }

  private static Drift drift(String setting) {
    return new Drift(null, setting, "2.3.7", "another", "replace it", Instant.EPOCH, false);
  }
}
