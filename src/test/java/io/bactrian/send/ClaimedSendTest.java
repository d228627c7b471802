package io.bactrian.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bactrian.hub.HubTest;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** A message in a worker's hands, whose job no other worker is given. */
abstract class ClaimedSendTest extends HubTest {

  static final String KIND = "send_message";
  static final String CHAT = "15550990001@s.whatsapp.net";

  final UUID message = UUID.randomUUID();

  @Autowired TransactionOperations transaction;
  @Autowired SentMessages sent;
  @Autowired JobLedger ledger;

  @BeforeEach
  void aMessageToBeSent() {
    jdbc.sql(
            """
            with chat as (
              insert into conversation (id, instance, chat, is_group)
              values (gen_random_uuid(), :instance, :chat, false)
              returning id)
            insert into message
              (id, conversation_id, direction, kind, text, status, sent_at, request)
            select :id, id, 'OUT', 'text', 'Hi', 'PENDING', now(), '{"text":"Hi"}' from chat""")
        .param("instance", instance)
        .param("chat", CHAT)
        .param("id", message)
        .update();
  }

  @AfterEach
  void noJob() {
    jdbc.sql("delete from job where subject = :id").param("id", message).update();
  }

  Job claimed(Exchange exchange) throws JsonProcessingException {
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
    return ledger.claim(json.writeValueAsString(ref), ref.kind(), exchange);
  }

  int number(String sql) {
    return jdbc.sql(sql).param("id", message).query(Integer.class).single();
  }
}
