package io.bactrian.api.http;

/** What a token of this hub allows. */
public enum Role {
  /** Sees everything and changes nothing. */
  VIEWER,
  /** May act as well: send, replay, connect. */
  OPERATOR
}
