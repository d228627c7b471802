package io.bactrian.webhook;

/** The body is not JSON by its headers, or is encoded in a way that is not taken. */
public class UnsupportedMediaTypeException extends RuntimeException {

  public UnsupportedMediaTypeException(String message) {
    super(message);
  }
}
