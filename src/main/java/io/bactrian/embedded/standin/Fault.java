package io.bactrian.embedded.standin;

import java.time.Duration;

/**
 * A way to fail, for requests whose path and query contain a match of {@code path}. Also the JSON
 * of {@code POST /stand-in/faults}. {@link Action#STATUS}, {@link Action#REDIRECT} and {@link
 * Action#LOSE} take the place of the answer, and the request has no effect; the others spoil the
 * answer after the request had its effect, so that a send is then ambiguous.
 *
 * @param path regular expression
 * @param action what goes wrong
 * @param times how often; null is for ever
 * @param status of {@link Action#STATUS} and {@link Action#FAIL}, and of a redirect (302 where
 *     null)
 * @param retryAfter value of a Retry-After header; null for none
 * @param body of {@link Action#STATUS} and {@link Action#FAIL}; a JSON text, or null for none. What
 *     {@link Action#ENDLESS} begins with in place of the answer, to go on with letters, as within a
 *     text of JSON; without it bytes of zero follow the answer
 * @param millis before the answer, or between two drips; of {@link Action#ENDLESS} between two
 *     bytes, or null for as fast as it goes
 * @param bytes of the body before it is cut, in one drip, or in front of the wrong byte
 * @param location where a redirect leads
 */
public record Fault(
    String path,
    Action action,
    Integer times,
    Integer status,
    String retryAfter,
    String body,
    Long millis,
    Long bytes,
    String location) {

  /** What goes wrong. */
  public enum Action {
    STATUS,
    REDIRECT,
    DELAY,
    DRIP,
    TRUNCATE,
    RESET,
    ENDLESS,
    FLIP,
    HANG,
    LOSE,
    FAIL
  }

  /** Answers this status. */
  public static Fault status(String path, int status) {
    return new Fault(path, Action.STATUS, null, status, null, null, null, null, null);
  }

  /** Sends elsewhere with a 302. */
  public static Fault redirect(String path, String location) {
    return new Fault(path, Action.REDIRECT, null, null, null, null, null, null, location);
  }

  /** Answers, but late. */
  public static Fault delay(String path, Duration delay) {
    return new Fault(path, Action.DELAY, null, null, null, null, delay.toMillis(), null, null);
  }

  /** Sends the body a few bytes at a time. */
  public static Fault drip(String path, long bytes, Duration pause) {
    return new Fault(path, Action.DRIP, null, null, null, null, pause.toMillis(), bytes, null);
  }

  /** Ends the connection in order after so many bytes of the body. */
  public static Fault truncate(String path, long bytes) {
    return new Fault(path, Action.TRUNCATE, null, null, null, null, null, bytes, null);
  }

  /** Resets the connection after so many bytes of the body; with 0 before the head. */
  public static Fault reset(String path, long bytes) {
    return new Fault(path, Action.RESET, null, null, null, null, null, bytes, null);
  }

  /** Sends the body, then more without an end and with no length told. */
  public static Fault endless(String path) {
    return new Fault(path, Action.ENDLESS, null, null, null, null, null, null, null);
  }

  /** The same, a byte at a time. */
  public static Fault endless(String path, Duration pause) {
    return new Fault(path, Action.ENDLESS, null, null, null, null, pause.toMillis(), null, null);
  }

  /** Inverts one byte of the body, after so many right ones. */
  public static Fault flip(String path, long bytes) {
    return new Fault(path, Action.FLIP, null, null, null, null, null, bytes, null);
  }

  /** Never answers, and holds the connection until the other side lets go. */
  public static Fault hang(String path) {
    return new Fault(path, Action.HANG, null, null, null, null, null, null, null);
  }

  /** Never answers, and the request has no effect. */
  public static Fault lose(String path) {
    return new Fault(path, Action.LOSE, null, null, null, null, null, null, null);
  }

  /** Answers this status although the request had its effect. */
  public static Fault fail(String path, int status) {
    return new Fault(path, Action.FAIL, null, status, null, null, null, null, null);
  }

  /** Whether the request has no effect. */
  boolean insteadOfAnswer() {
    return action == Action.STATUS || action == Action.REDIRECT || action == Action.LOSE;
  }

  /** The same, only so often. */
  public Fault times(int often) {
    return new Fault(path, action, often, status, retryAfter, body, millis, bytes, location);
  }

  /** The same, with a Retry-After header: seconds or an HTTP date. */
  public Fault retryAfter(String value) {
    return new Fault(path, action, times, status, value, body, millis, bytes, location);
  }

  /** The same, with this body of JSON. */
  public Fault body(String json) {
    return new Fault(path, action, times, status, retryAfter, json, millis, bytes, location);
  }
}
