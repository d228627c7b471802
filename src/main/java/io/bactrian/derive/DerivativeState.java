package io.bactrian.derive;

/** What came of the derivatives of one attachment. */
public enum DerivativeState {
  /** Not made yet, or being made again. */
  PENDING,
  /** All that its type has. */
  MADE,
  /** Its type has none: a spreadsheet, an archive. */
  NONE,
  /** The file can't be handled, wholly or in part; the reason says why. */
  FAILED,
  /** A program is not installed; to be made again once it is. */
  UNAVAILABLE
}
