package io.bactrian.console;

/** How an attachment stands. */
enum AttachmentStatus {
  PENDING,
  STORED,
  PARKED
}
