package io.bactrian.api.send;

import java.util.UUID;

/** What was taken on and how it stands. */
public record Acknowledgement(UUID id, String status) {}
