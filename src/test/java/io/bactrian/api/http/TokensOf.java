package io.bactrian.api.http;

import java.util.List;

/** Tokens of operators, for tests. */
public final class TokensOf {

  private TokensOf() {}

  public static BearerTokens of(String... operators) {
    return new BearerTokens(List.of(operators), List.of());
  }
}
