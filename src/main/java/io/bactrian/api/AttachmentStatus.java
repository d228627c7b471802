package io.bactrian.api;

/** How an attachment stands. */
public enum AttachmentStatus {
  PENDING,
  STORED,
  PARKED
}
