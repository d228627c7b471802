package io.bactrian.console;

import java.util.UUID;

/** What was taken on and how it stands. */
record Acknowledgement(UUID id, String status) {}
