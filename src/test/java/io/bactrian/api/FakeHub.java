package io.bactrian.api;

import io.bactrian.api.http.IdempotencyConflict;
import io.bactrian.api.send.Outbox;
import io.bactrian.lane.LaneProbe;
import io.bactrian.send.OutgoingMessage;
import io.bactrian.send.OutgoingMessages.Accepted;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What the other packages do for the API where no lane and no object storage runs. */
public final class FakeHub {

  final List<OutgoingMessage> sent = new ArrayList<>();
  final Map<String, OutgoingMessage> byKey = new ConcurrentHashMap<>();
  final Map<String, UUID> idByKey = new ConcurrentHashMap<>();
  volatile RuntimeException failure;
  volatile boolean brokerDown;

  static URI link(String objectKey) {
    return URI.create("https://s3.example/" + objectKey + "?X-Amz-Signature=abc");
  }

  LaneProbe probe() {
    return new LaneProbe(null, null, null, null, null) {
      @Override
      public Reading read(String kind) {
        if (brokerDown && kind.equals("process_incoming_media")) {
          throw new IllegalStateException("no broker");
        }
        return new Reading(7L, 2);
      }
    };
  }

  Outbox outbox() {
    return new Outbox(null, null, null) {
      @Override
      public Accepted accept(OutgoingMessage message, String idempotencyKey) {
        return accepted(message, idempotencyKey);
      }
    };
  }

  private Accepted accepted(OutgoingMessage message, String idempotencyKey) {
    if (failure != null) {
      throw failure;
    }
    if (idempotencyKey == null) {
      sent.add(message);
      return new Accepted(UUID.randomUUID(), false, false);
    }
    OutgoingMessage earlier = byKey.putIfAbsent(idempotencyKey, message);
    if (earlier == null) {
      sent.add(message);
    } else if (!earlier.fingerprint().equals(message.fingerprint())) {
      throw new IdempotencyConflict();
    }
    UUID id = idByKey.computeIfAbsent(idempotencyKey, key -> UUID.randomUUID());
    return new Accepted(id, earlier != null, false);
  }
}
