package io.bactrian.api;

import io.bactrian.api.LaneDepths.Depth;
import io.bactrian.api.http.IdempotencyConflict;
import io.bactrian.api.send.Outbox;
import io.bactrian.api.send.OutgoingMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for what the other packages do for the console, and remembers what it was asked. */
public final class FakeHub implements ContentLinks, Lanes, LaneDepths, Outbox, Replay {

  private static final Map<String, String> LANES =
      new TreeMap<>(
          Map.of(
              "send_message", "fast",
              "fetch_group_info", "fast",
              "process_incoming_media", "durable"));

  final List<OutgoingMessage> sent = new ArrayList<>();
  final Map<String, OutgoingMessage> byKey = new ConcurrentHashMap<>();
  final Map<String, UUID> idByKey = new ConcurrentHashMap<>();
  final Map<UUID, UUID> parked = new ConcurrentHashMap<>();
  final Set<String> replayedKinds = new HashSet<>();
  volatile RuntimeException failure;
  volatile boolean brokerDown;

  @Override
  public URI link(String objectKey, String fileName, String mimeType) {
    return URI.create("https://s3.example/" + objectKey + "?X-Amz-Signature=abc");
  }

  @Override
  public String laneOf(String kind) {
    return LANES.get(kind);
  }

  @Override
  public List<String> kinds() {
    return List.copyOf(LANES.keySet());
  }

  @Override
  public Depth of(String kind) {
    if (brokerDown && "durable".equals(laneOf(kind))) {
      throw new IllegalStateException("no broker");
    }
    return new Depth(7L, 2);
  }

  @Override
  public Accepted accept(OutgoingMessage message, String idempotencyKey) {
    if (failure != null) {
      throw failure;
    }
    if (idempotencyKey == null) {
      sent.add(message);
      return new Accepted(UUID.randomUUID(), false);
    }
    OutgoingMessage earlier = byKey.putIfAbsent(idempotencyKey, message);
    if (earlier == null) {
      sent.add(message);
    } else if (!earlier.fingerprint().equals(message.fingerprint())) {
      throw new IdempotencyConflict();
    }
    UUID id = idByKey.computeIfAbsent(idempotencyKey, key -> UUID.randomUUID());
    return new Accepted(id, earlier != null);
  }

  @Override
  public Optional<UUID> replay(UUID id) {
    return Optional.ofNullable(parked.remove(id));
  }

  @Override
  public int replayAll(String kind) {
    replayedKinds.add(String.valueOf(kind));
    int count = parked.size();
    parked.clear();
    return count;
  }
}
