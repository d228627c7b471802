package io.bactrian.api;

import io.bactrian.job.Parked;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Replays through the ledger: what is put back is due at once. */
@Component
class LedgerReplay implements Replay {

  private final Parked parked;

  LedgerReplay(Parked parked) {
    this.parked = parked;
  }

  @Override
  public Optional<UUID> replay(UUID id) {
    return parked.replay(id);
  }

  @Override
  public int replayAll(String kind) {
    return parked.replayAll(kind);
  }
}
