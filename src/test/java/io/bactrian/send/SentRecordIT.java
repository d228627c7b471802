package io.bactrian.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bactrian.chat.Conversations;
import io.bactrian.job.Job;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is found of a message is written down in the order in which webhooks lock things. */
class SentRecordIT extends ClaimedSendTest {

  private static final String OTHER_CHAT = "15550990002@s.whatsapp.net";

  private final String whatsappId = "3EB0" + message;

  @Autowired private Conversations conversations;
  @Autowired private OutgoingMessages outgoing;
  @Autowired private SendReconciliation reconciliation;

  @Test
  void anAnswerWithoutAnAddressLocksTheChatBeforeTheMessage() {
    assertMessageIsFreeWhileItWaitsFor(
        CHAT,
        () -> transaction.executeWithoutResult(status -> sent.record(message, whatsappId, null)));

    assertThat(whatsappId(message)).isEqualTo(whatsappId);
  }

  @Test
  void whatWasFoundInAnotherChatLocksThatBeforeTheMessage() throws JsonProcessingException {
    Exchange exchange = new DefaultExchange(camel);
    Job job = claimed(exchange);
    callBrokeOff();

    assertMessageIsFreeWhileItWaitsFor(
        OTHER_CHAT,
        () ->
            reconciliation.verdict(job, SendSearch.BEGIN.found(whatsappId, OTHER_CHAT), exchange));

    assertThat(whatsappId(message)).isEqualTo(whatsappId);
  }

  @Test
  void anIdempotencyKeyIsForgottenAfterTheChatIsLocked() {
    jdbc.sql(
            """
            update message set idempotency_key = :key, created_at = now() - interval '1 year'
            where id = :id""")
        .param("key", instance)
        .param("id", message)
        .update();
    OutgoingMessage again =
        new OutgoingMessage(instance, CHAT, "Hi again", null, null, null, List.of(), false, null);

    assertMessageIsFreeWhileItWaitsFor(
        CHAT,
        () -> {
          outgoing.accept(again, instance);
        });

    assertThat(
            number(
                "select count(*) from message where id <> :id and idempotency_key is not null and text = 'Hi again'"))
        .isEqualTo(1);
  }

  @Test
  void whatIsAnothersByNowIsNotTakenFromIt() throws JsonProcessingException {
    Exchange exchange = new DefaultExchange(camel);
    Job job = claimed(exchange);
    callBrokeOff();
    UUID other = UUID.randomUUID();
    jdbc.sql(
            """
            insert into message
              (id, conversation_id, whatsapp_id, direction, kind, text, status, sent_at, request)
            select :other, conversation_id, :whatsappId, 'OUT', 'text', 'Hi', 'SENT', now(),
              '{"text":"Hi"}' from message where id = :id""")
        .param("other", other)
        .param("whatsappId", whatsappId)
        .param("id", message)
        .update();

    assertThat(reconciliation.verdict(job, SendSearch.BEGIN.found(whatsappId, CHAT), exchange))
        .isNull();

    assertThat(whatsappId(other)).isEqualTo(whatsappId);
    assertThat(whatsappId(message)).isNull();
    assertThat(number("select count(*) from job where subject = :id and state = 'pending'"))
        .isEqualTo(1);
  }

  private void assertMessageIsFreeWhileItWaitsFor(String chat, Runnable recording) {
    CompletableFuture<Void> recorded =
        transaction.execute(
            status -> {
              conversations.findLocked(instance, chat, null);
              CompletableFuture<Void> waiting = CompletableFuture.runAsync(recording);
              Awaitility.await().until(this::somebodyWaitsForAName);
              assertThatCode(
                      () ->
                          jdbc.sql("select id from message where id = :id for update nowait")
                              .param("id", message)
                              .query(UUID.class)
                              .single())
                  .doesNotThrowAnyException();
              return waiting;
            });
    recorded.join();
  }

  private boolean somebodyWaitsForAName() {
    return jdbc.sql(
            """
            select exists (select 1 from pg_locks join pg_database on oid = database
              where datname = current_database() and locktype = 'advisory' and not granted)""")
        .query(Boolean.class)
        .single();
  }

  private void callBrokeOff() {
    jdbc.sql(
            """
            update message set send_started_at = now(), send_busy_until = now(),
              ambiguous_since = now()
            where id = :id""")
        .param("id", message)
        .update();
  }

  private String whatsappId(UUID id) {
    return jdbc.sql("select whatsapp_id from message where id = :id")
        .param("id", id)
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }
}
