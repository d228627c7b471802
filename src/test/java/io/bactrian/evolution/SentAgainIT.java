package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.OwnMessages;
import io.bactrian.hub.HubTest;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** What may have left is sent again where that is configured, and a message keeps its slot. */
class SentAgainIT extends HubTest {

  private static final String KIND = "send_message";
  private static final SendSearch UNANSWERED = SendSearch.BEGIN.unanswered("HTTP 500");

  @Autowired private TransactionOperations transaction;
  @Autowired private Sending sending;
  @Autowired private SentMessages sent;
  @Autowired private OwnMessages own;
  @Autowired private Conversations conversations;
  @Autowired private JobLedger ledger;
  @Autowired private Changes changes;

  private final UUID message = UUID.randomUUID();
  private SendReconciliation reconciliation;

  @BeforeEach
  void aMessageThatMayHaveLeft() {
    reconciliation =
        new SendReconciliation(
            jdbc,
            transaction,
            sending,
            sent,
            own,
            conversations,
            settings("unreconciled", "resend", "reconcile-for", "1s"),
            ledger,
            changes,
            Clock.systemUTC());
    jdbc.sql(
            """
            with chat as (
              insert into conversation (id, instance, chat, is_group)
              values (gen_random_uuid(), :instance, '15550990001@s.whatsapp.net', false)
              returning id)
            insert into message
              (id, conversation_id, direction, kind, text, status, sent_at, request)
            select :id, id, 'OUT', 'text', 'Hi', 'PENDING', now(), '{"text":"Hi"}' from chat""")
        .param("instance", instance)
        .param("id", message)
        .update();
  }

  @AfterEach
  void noJob() {
    jdbc.sql("delete from job where subject = :id").param("id", message).update();
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

    sending.notSent(job, Clock.systemUTC().instant());

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
    SendPace pace = new SendPace(jdbc, settings("pace", "50ms", "burst", "0"), 1000);
    jdbc.sql("update message set send_slot = now() - interval '1500 ms' where id = :id")
        .param("id", message)
        .update();

    Duration wait = pace.untilSlot(message, instance);

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
    SendPace here = new SendPace(jdbc, settings("pace", "10s", "burst", "2"), 1000);
    SendPace there = new SendPace(jdbc, settings("pace", "10s", "burst", "2"), 1000);

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

  private Job claimed(Exchange exchange) throws JsonProcessingException {
    JobRef ref =
        new JobRef(
            jdbc.sql(
                    """
                    insert into job (id, kind, subject, next_attempt_at, queued_at)
                    values
                      (gen_random_uuid(), 'send_message', :id, now() + interval '1 hour', now())
                    returning id""")
                .param("id", message)
                .query(UUID.class)
                .single(),
            KIND);
    return ledger.claim(json.writeValueAsString(ref), exchange);
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

  private int number(String sql) {
    return jdbc.sql(sql).param("id", message).query(Integer.class).single();
  }

  private static SendingSettings settings(String... pairs) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    for (int i = 0; i < pairs.length; i += 2) {
      source.put("bactrian.sending." + pairs[i], pairs[i + 1]);
    }
    return new Binder(source).bindOrCreate("bactrian.sending", SendingSettings.class);
  }
}
