package io.bactrian.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.failure.TransientFailureException;
import io.bactrian.job.Job;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What may have left is sent again where that is configured, and a message keeps its slot. */
class SentAgainIT extends ClaimedSendTest {

  private static final SendSearch UNANSWERED = SendSearch.BEGIN.unanswered("HTTP 500");

  @Autowired private Sending sending;
  @Autowired private SendOutcome outcome;
  @Autowired private SendPace pace;
  @Autowired private SendEvidence evidence;
  @Autowired private OutgoingMessageRepository messages;

  private SendReconciliation reconciliation;

  @BeforeEach
  void thatIsConfigured() {
    reconciliation =
        new SendReconciliation(
            new SendVerdict(
                messages,
                pace,
                sent,
                evidence,
                ledger,
                settings("unreconciled", "resend", "reconcile-for", "1s"),
                Clock.systemUTC()),
            sending);
  }

  @Test
  void whatNobodyKnowsOfIsSentOnceMoreWhereThatIsConfigured() throws JsonProcessingException {
    Exchange exchange = new DefaultExchange(camel);
    Job job = claimed(exchange);
    callBrokeOffLongAgo();

    EvolutionCall again = reconciliation.verdict(job, UNANSWERED, exchange);

    assertThat(again.url()).contains("/message/sendText/");
    assertThat(number("select attempts from job where subject = :id")).isEqualTo(1);
    callBrokeOffLongAgo();
    assertThatThrownBy(() -> reconciliation.verdict(job, UNANSWERED, exchange))
        .isInstanceOf(AmbiguousSendException.class);
  }

  @Test
  void nothingIsSentAgainWhileEvolutionMayStillBeAtIt() throws JsonProcessingException {
    Exchange exchange = new DefaultExchange(camel);
    Job job = claimed(exchange);
    callBrokeOffLongAgo();
    jdbc.sql("update message set send_busy_until = now() + interval '1 minute' where id = :id")
        .param("id", message)
        .update();

    assertThat(reconciliation.verdict(job, UNANSWERED, exchange)).isNull();

    assertThat(number("select attempts from job where subject = :id")).isZero();
  }

  @Test
  void anotherCopysCallIsNotTakenForThisOnes() throws JsonProcessingException {
    Exchange exchange = new DefaultExchange(camel);
    Job job = claimed(exchange);
    callBrokeOffLongAgo();

    outcome.notSent(
        job,
        new BegunSend(instance, Clock.systemUTC().instant(), null),
        new TransientFailureException("refused"));

    assertThat(number("select count(send_started_at) from message where id = :id")).isEqualTo(1);
  }

  @Test
  void whoLostTheJobMeanwhileBeginsNoCall() throws JsonProcessingException {
    Exchange exchange = new DefaultExchange(camel);
    Job job = claimed(exchange);
    OutgoingRow row = OutgoingRow.read(jdbc, message).orElseThrow();
    jdbc.sql("update job set claimed_by = gen_random_uuid() where subject = :id")
        .param("id", message)
        .update();

    assertThat(sending.call(row, job, exchange)).isNull();

    assertThat(number("select count(send_started_at) from message where id = :id")).isZero();
  }

  @Test
  void aSlotIsKeptForAsLongAsAMessageTakesToComeBack() {
    SendPace slow =
        new SendPace(jdbc, messages, ledger, settings("pace", "50ms", "burst", "0"), 1000);
    jdbc.sql("update message set send_slot = now() - interval '1500 ms' where id = :id")
        .param("id", message)
        .update();

    Duration wait = slow.untilSlot(message, instance);

    assertThat(wait).isNegative();
    assertThat(
            jdbc.sql("select 1 from send_pace where instance = :i")
                .param("i", instance)
                .query(Integer.class)
                .optional())
        .isEmpty();
  }

  @Test
  void aBacklogIsGivenOneSlotAfterTheOtherWhoeverAsks() {
    SendPace here =
        new SendPace(jdbc, messages, ledger, settings("pace", "10s", "burst", "2"), 1000);
    SendPace there =
        new SendPace(jdbc, messages, ledger, settings("pace", "10s", "burst", "2"), 1000);

    Duration first = another(here);
    Duration second = another(there);
    Duration third = another(there);
    Duration fourth = another(here);

    assertThat(first).isLessThanOrEqualTo(Duration.ZERO);
    assertThat(second).isLessThanOrEqualTo(Duration.ZERO);
    assertThat(third).isLessThanOrEqualTo(Duration.ZERO);
    assertThat(fourth).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  private Duration another(SendPace pace) {
    jdbc.sql("update message set send_slot = null where id = :id").param("id", message).update();
    return pace.untilSlot(message, instance);
  }

  private void callBrokeOffLongAgo() {
    jdbc.sql(
            """
            update message set send_started_at = now() - interval '1 hour',
              send_busy_until = now() - interval '30 minutes',
              ambiguous_since = now() - interval '30 minutes'
            where id = :id""")
        .param("id", message)
        .update();
  }

  private static SendingSettings settings(String... pairs) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    for (int i = 0; i < pairs.length; i += 2) {
      source.put("bactrian.sending." + pairs[i], pairs[i + 1]);
    }
    return new Binder(source).bindOrCreate("bactrian.sending", SendingSettings.class);
  }
}
