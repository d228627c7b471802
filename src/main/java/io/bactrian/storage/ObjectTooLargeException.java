package io.bactrian.storage;

import java.io.IOException;

/** An object is longer than it was when it was stored. */
public final class ObjectTooLargeException extends IOException {

  public ObjectTooLargeException(long expected) {
    super("the object has more than %d bytes".formatted(expected));
  }
}
