package io.bactrian.decode;

import java.io.IOException;

/** Inline media whose text is no base64. The media has to come by another rung of the ladder. */
public class UndecodableMediaException extends IOException {

  public UndecodableMediaException(String message) {
    super(message);
  }

  public UndecodableMediaException(String message, Throwable cause) {
    super(message, cause);
  }
}
