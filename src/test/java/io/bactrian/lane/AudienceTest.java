package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Change;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who listens hears everything from then on; for nobody next to nothing is read. */
class AudienceTest {

  private static final String KEY = "message.received";

  private final Audience audience = new Audience(3);

  @Test
  void asLongAsNothingIsKnownEverythingIsPublished() {
    assertThat(audience.admits(change())).isTrue();
    answer(true);

    assertThat(audience.admits(change())).isTrue();
  }

  @Test
  void afterOneWasGivenBackOnlyTheOldestIsPublished() {
    answer(false);
    Change oldest = hold();
    hold();
    hold();

    assertThat(audience.oldest()).containsExactly(oldest);
    answer(false);
    assertThat(audience.oldest()).isEmpty();
  }

  @Test
  void whoeverIsBoundMeanwhileMissesNothing() {
    answer(false);
    Change probe = hold();
    Change second = hold();
    Change third = hold();
    assertThat(audience.oldest()).containsExactly(probe);

    assertThat(audience.answered(KEY, true, audience.moment())).containsExactly(second, third);
    assertThat(audience.admits(change())).isTrue();
  }

  @Test
  void whatHappenedWhileOneWasGivenBackIsNotDropped() {
    answer(false);
    hold();
    audience.oldest();
    long moment = audience.moment();
    Change later = hold();

    assertThat(audience.answered(KEY, false, moment)).isEmpty();
    assertThat(audience.oldest()).containsExactly(later);
  }

  @Test
  void everyRoutingKeyHasAnAudienceOfItsOwn() {
    answer(false);

    assertThat(audience.admits(new Change("message", "message.status", UUID.randomUUID())))
        .isTrue();
  }

  @Test
  void noMoreThanTheRoomIsHeldBack() {
    answer(false);
    hold();
    Change second = hold();
    hold();
    hold();

    assertThat(audience.oldest()).containsExactly(second);
  }

  private void answer(boolean routed) {
    assertThat(audience.answered(KEY, routed, audience.moment())).isEmpty();
  }

  private Change hold() {
    Change change = change();
    assertThat(audience.admits(change)).isFalse();
    return change;
  }

  private static Change change() {
    return new Change("message", KEY, UUID.randomUUID());
  }
}
