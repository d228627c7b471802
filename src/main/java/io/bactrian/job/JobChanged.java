package io.bactrian.job;

import java.util.UUID;

/** A row of the ledger has changed; published after the commit of the change. */
public record JobChanged(UUID id) {}
