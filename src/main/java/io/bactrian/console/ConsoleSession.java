package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.api.http.Access;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

/**
 * Somebody who is signed in.
 *
 * @param access what their token allows
 * @param nonce tells this session from others of the same token
 * @param expires when they have to sign in again
 */
public record ConsoleSession(Access access, String nonce, Instant expires) {

  /** What each request that changes something has to bring, for other sites can't read it. */
  public String csrf() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(access.sign(("csrf " + nonce).getBytes(UTF_8)));
  }

  public boolean mayAct() {
    return access.mayAct();
  }

  /** Who acts, as the list of actions names them. */
  public String actor() {
    return access.id();
  }

  boolean isOwn(String csrf) {
    return csrf != null && MessageDigest.isEqual(csrf().getBytes(UTF_8), csrf.getBytes(UTF_8));
  }
}
