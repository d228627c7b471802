package io.bactrian.api.http;

/** Somebody with a token, for tests. */
public final class AccessOf {

  private AccessOf() {}

  public static Access operator() {
    return new Access("an-operators-token", Role.OPERATOR);
  }

  public static Access viewer() {
    return new Access("a-viewers-token", Role.VIEWER);
  }
}
