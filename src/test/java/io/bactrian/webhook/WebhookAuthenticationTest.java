package io.bactrian.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAuthenticationTest {

  private static final String KEY = " sample, webhook secret,";

  private final WebhookAuthentication authentication =
      new WebhookAuthentication(Settings.secrets(List.of("old-token", " new-token ", " "), KEY));

  private void accepts(String token, String authorization) {
    assertThatCode(() -> authentication.authenticate(token, authorization))
        .doesNotThrowAnyException();
  }

  private void refuses(String token, String authorization) {
    assertThatThrownBy(() -> authentication.authenticate(token, authorization))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessage("no valid webhook token");
  }

  @Nested
  class Tokens {

    @ParameterizedTest
    @ValueSource(strings = {"old-token", "new-token"})
    void eachConfiguredTokenIsGood(String token) {
      accepts(token, null);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "old-toke", "old-token2", "OLD-TOKEN", "old-token,new-token"})
    void anythingElseIsRefused(String token) {
      refuses(token, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer new-token", "bearer new-token", "BEARER   new-token "})
    void aTokenMayComeAsBearer(String authorization) {
      accepts(null, authorization);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"new-token", "Basic new-token", "Bearer", "Bearer ", "Bearer new-token x"})
    void otherAuthorizationsAreRefused(String authorization) {
      refuses(null, authorization);
    }

    @Test
    void aGoodTokenCountsBesideABadOne() {
      accepts("wrong", "Bearer new-token");
      accepts("new-token", "Bearer wrong");
    }
  }

  @Nested
  class Jwts {

    private final Instant now = Instant.now();

    private String bearer(JWTCreator.Builder token, String key) {
      return "Bearer " + token.sign(Algorithm.HMAC256(key));
    }

    private JWTCreator.Builder issued(Duration ago) {
      Instant at = now.minus(ago);
      return JWT.create()
          .withIssuedAt(at)
          .withExpiresAt(at.plusSeconds(600))
          .withClaim("app", "evolution")
          .withClaim("action", "webhook");
    }

    @Test
    void oneAsEvolutionSignsItIsGood() {
      accepts(null, bearer(issued(Duration.ZERO), KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", " sample", "webhook secret", "sample, webhook secret,"})
    void aPartOfTheKeyIsNoKey(String part) {
      refuses(null, bearer(issued(Duration.ZERO), part));
    }

    @Test
    void theLastOfTenAttemptsIsGoodThoughItsTokenExpired() {
      accepts(null, bearer(issued(Duration.ofSeconds(1215)), KEY));
    }

    @Test
    void oneExpiredForLongerThanTheLeewayIsRefused() {
      refuses(null, bearer(issued(Duration.ofMinutes(41)), KEY));
    }

    @Test
    void aClockThatRunsAheadIsForgiven() {
      accepts(null, bearer(issued(Duration.ofMinutes(-20)), KEY));
      refuses(null, bearer(issued(Duration.ofMinutes(-31)), KEY));
    }

    @Test
    void oneWithoutExpiryIsRefused() {
      refuses(null, bearer(JWT.create().withIssuedAt(now), KEY));
    }

    @Test
    void anotherKeyIsRefused() {
      refuses(null, bearer(issued(Duration.ZERO), "another-key"));
    }

    @Test
    void anotherAlgorithmIsRefused() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      Algorithm rsa =
          Algorithm.RSA256((RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate());

      refuses(null, "Bearer " + issued(Duration.ZERO).sign(rsa));
      refuses(null, "Bearer " + issued(Duration.ZERO).sign(Algorithm.none()));
      refuses(null, "Bearer " + issued(Duration.ZERO).sign(Algorithm.HMAC512(KEY)));
    }

    @Test
    void aChangedPayloadIsRefused() {
      String signed = issued(Duration.ZERO).sign(Algorithm.HMAC256(KEY));
      String header = signed.substring(0, signed.indexOf('.'));
      String signature = signed.substring(signed.lastIndexOf('.') + 1);
      String forged = encoded("{\"exp\":9999999999}");

      refuses(null, "Bearer " + header + "." + forged + "." + signature);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{\"exp\":\"soon\"}", "{\"exp\":null}", "{\"exp\":9223372036854775807}", "[]"})
    void anExpiryThatIsNoDateIsRefused(String payload) {
      String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
      byte[] signature =
          Algorithm.HMAC256(KEY).sign(bytes(encoded(header)), bytes(encoded(payload)));
      String signed = encoded(header) + "." + encoded(payload) + ".";

      refuses(
          null,
          "Bearer " + signed + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    private String encoded(String json) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(json));
    }

    private byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void withoutAKeyNoneIsGood() {
      WebhookAuthentication tokensOnly =
          new WebhookAuthentication(Settings.secrets(List.of("token"), ""));
      String signed = bearer(issued(Duration.ZERO), KEY);

      assertThatThrownBy(() -> tokensOnly.authenticate(null, signed))
          .isInstanceOf(UnauthorizedException.class);
    }
  }

  @Test
  void settingsShowNoSecret() {
    assertThat(Settings.secrets(List.of("hidden-token"), "hidden-key").toString())
        .doesNotContain("hidden");
  }
}
