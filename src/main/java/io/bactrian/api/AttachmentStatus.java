package io.bactrian.api;

/** How an attachment stands. */
enum AttachmentStatus {
  PENDING,
  STORED,
  PARKED
}
