package io.bactrian.web;

import jakarta.servlet.ServletRequest;
import java.io.Closeable;
import java.io.IOException;

/** What became of a request's body: it is here, or why it is not. */
public final class ReceivedBody implements Closeable {

  private static final String ATTRIBUTE = ReceivedBody.class.getName();

  private final SpooledBody body;
  private final Exception failure;
  private boolean gone;

  private ReceivedBody(SpooledBody body, Exception failure) {
    this.body = body;
    this.failure = failure;
  }

  /** Notes that it is here; to be closed with the request unless somebody takes it. */
  static void came(ServletRequest request, SpooledBody body) {
    request.setAttribute(ATTRIBUTE, new ReceivedBody(body, null));
  }

  /** Notes that the request has none. */
  public static void none(ServletRequest request) {
    came(request, SpooledBody.of(new byte[0]));
  }

  /** Notes that it was not read, or not to its end. */
  public static void refuse(ServletRequest request, Exception failure) {
    request.setAttribute(ATTRIBUTE, new ReceivedBody(null, failure));
  }

  /** Of a request; null if nobody has asked for its body yet. */
  public static ReceivedBody of(ServletRequest request) {
    return (ReceivedBody) request.getAttribute(ATTRIBUTE);
  }

  /** Whether nothing of it is on the wire any more. */
  boolean isWhole() {
    return failure == null;
  }

  /**
   * Hands it over: who gets it closes it.
   *
   * @throws IOException if it is too large, came too slowly or broke off, or its request is over
   * @throws RuntimeException what {@link #refuse} was given
   */
  public synchronized SpooledBody take() throws IOException {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure != null) {
      throw (IOException) failure;
    }
    if (gone) {
      throw new IOException("the request is over");
    }
    gone = true;
    return body;
  }

  /** Whether somebody has it. */
  public synchronized boolean isTaken() {
    return gone;
  }

  /** Drops a body that nobody has taken. */
  @Override
  public synchronized void close() throws IOException {
    if (!gone && body != null) {
      gone = true;
      body.close();
    }
  }
}
