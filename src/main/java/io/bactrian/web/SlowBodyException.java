package io.bactrian.web;

import java.io.IOException;

/** A body did not come in its time, or came more slowly than it may. */
public class SlowBodyException extends IOException {

  SlowBodyException(String message) {
    super(message);
  }
}
