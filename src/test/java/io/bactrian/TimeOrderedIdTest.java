package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

  private static final long NOON = 1_795_348_800_000L;

  @Test
  void isAUuidOfVersionSeven() {
    UUID id = TimeOrderedId.next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void laterOnesComeLaterInAnIndex() {
    // PostgreSQL compares the bytes, as their text does.
    assertThat(TimeOrderedId.at(NOON + 1).toString())
        .isGreaterThan(TimeOrderedId.at(NOON).toString());
    assertThat(TimeOrderedId.at(NOON).toString().substring(0, 13))
        .isEqualTo("%012x".formatted(NOON).replaceFirst("(.{8})", "$1-"));
  }

  @Test
  void thoseOfOneMomentDiffer() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(TimeOrderedId.at(NOON));
    }
    assertThat(ids).hasSize(10_000);
  }
}
