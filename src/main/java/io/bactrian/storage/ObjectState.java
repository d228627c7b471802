package io.bactrian.storage;

/** What lies in object storage where a media was stored. */
public enum ObjectState {
  INTACT,
  /** Other bytes than were stored. */
  ALTERED,
  /** Nothing. */
  MISSING
}
