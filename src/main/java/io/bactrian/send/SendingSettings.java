package io.bactrian.send;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are sent.
 *
 * @param pace between two messages of one instance, over all copies of the program; 0 for none.
 *     WhatsApp publishes no figure; a second is what operators report to be tolerated
 * @param burst messages of an instance that was quiet which may leave without that pause
 * @param maxWaiting messages of one instance that may wait to be sent; the API refuses more
 * @param countFreshness how long a count of those that wait is believed
 * @param idempotencyWindow how long an idempotency key is known
 * @param settle how long after a call broke off, and after the other side has surely let go of it,
 *     its message may still turn up at Evolution: what is not found there later surely did not
 *     leave
 * @param reconcileInterval between two looks for a message that may have left
 * @param reconcileFor how long it is looked for; also how much later than its call a message counts
 *     as sent by it
 * @param unreconciled what becomes of a message of which nobody could say until then whether it
 *     left
 * @param evidence how far before the call Evolution's messages are looked at, to see whether it
 *     keeps any: one that was not seen to proves nothing by not having one
 * @param clockSkew how far Evolution's clock may lie behind ours
 * @param pageSize messages of one page of Evolution's answer
 * @param numberPause how long Evolution is not asked for the spelling of a number after it did not
 *     answer
 * @param numberTimeout how long who sends waits for that spelling; then the number is taken as
 *     given
 */
@Validated
@ConfigurationProperties("bactrian.sending")
public record SendingSettings(
    @DefaultValue("1s") Duration pace,
    @DefaultValue("20") @Min(0) int burst,
    @DefaultValue("10000") @Min(1) int maxWaiting,
    @DefaultValue("1s") Duration countFreshness,
    @DefaultValue("24h") Duration idempotencyWindow,
    @DefaultValue("30s") Duration settle,
    @DefaultValue("5s") Duration reconcileInterval,
    @DefaultValue("10m") Duration reconcileFor,
    @DefaultValue("park") Unreconciled unreconciled,
    @DefaultValue("1d") Duration evidence,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue("100") @Min(1) int pageSize,
    @DefaultValue("1m") Duration numberPause,
    @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration numberTimeout) {

  /** What becomes of a message of which nobody can say whether it left. */
  public enum Unreconciled {
    /** It fails, and waits for somebody to look. */
    park,
    /** It is sent again, perhaps for the second time; then it fails. */
    resend
  }
}
