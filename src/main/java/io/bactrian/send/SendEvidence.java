package io.bactrian.send;

import io.bactrian.chat.OwnMessages;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of a message whose call broke off, without asking Evolution. */
@Component
class SendEvidence {

  private final JdbcClient jdbc;
  private final OwnMessages own;
  private final SendCalls calls;
  private final SendRequests requests;

  SendEvidence(JdbcClient jdbc, OwnMessages own, SendCalls calls, SendRequests requests) {
    this.jdbc = jdbc;
    this.own = own;
    this.calls = calls;
    this.requests = requests;
  }

  /** The chat in which webhooks told of it under the id that its call brought. */
  Optional<String> heardIn(UUID subject) {
    return OutgoingRow.read(jdbc, subject)
        .filter(message -> message.sendId() != null)
        .flatMap(message -> own.chatOf(message.instance(), message.sendId()));
  }

  /**
   * Whether its last call brought an id, under which it is one message however often it is sent.
   */
  boolean isRepeatable(OutgoingRow message) {
    return message.sendId() != null
        && calls.surelyTakesId(message.instance(), requests.read(message));
  }

  /**
   * What webhooks told of it: the id of a message of its content; else, of an Evolution that can't
   * be asked or keeps nothing, and after a while in which the message itself would have come, the
   * ids of which only updates came.
   */
  List<String> told(OutgoingRow message, SendSearch search, boolean settled) {
    if (message.sendId() != null) {
      return List.of();
    }
    Optional<String> twin = own.twin(message.id(), message.started(), message.busyUntil());
    if (twin.isPresent() || !settled || search.keeps()) {
      return twin.stream().toList();
    }
    return own.unknownSince(message.instance(), message.chat(), message.started());
  }
}
