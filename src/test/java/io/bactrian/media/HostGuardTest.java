package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.evolution.EvolutionAccess;
import io.bactrian.failure.RungDeadException;
import io.bactrian.storage.S3Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook names links; none of them may lead the hub where its sender could not go himself. */
class HostGuardTest {

  private static final MediaVector IMAGE = MediaVector.of("image");

  @TempDir static Path temporary;
  private static Ladder ladder;

  @BeforeAll
  static void start() {
    ladder =
        new Ladder(
            temporary,
            "allowed-hosts",
            "*.whatsapp.net,public.test,private.test:1,[::1],10.0.0.7,HOST",
            "connect-timeout",
            "300ms");
    ladder.answers(200, IMAGE.plaintext());
  }

  @AfterAll
  static void stop() throws IOException {
    ladder.close();
  }

  @BeforeEach
  void forget() {
    ladder.requests.clear();
  }

  private void assertRefused(String url, String reason) {
    assertThatThrownBy(() -> ladder.fetch.plain(url, IMAGE.expected()))
        .as(url)
        .isInstanceOf(RungDeadException.class)
        .hasMessageStartingWith(reason);
    assertThat(ladder.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://mmg.whatsapp.net/x",
        "gopher://127.0.0.1:6379/_x",
        "//mmg.whatsapp.net/x",
        "/x"
      })
  void onlyHttpIsSpoken(String url) {
    assertRefused(url, "scheme refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:6379/",
        "http://[::ffff:169.254.169.254]/",
        "https://evil.test/x",
        "https://whatsapp.net/x",
        "https://evilwhatsapp.net/x",
        "https://mmg.whatsapp.net.evil.test/x",
        "https://private.test/x",
        "https://mmg.whatsapp.net@evil.test/x",
        "https://user:word@mmg.whatsapp.net/x",
        "https://mmg.whatsapp.net%2eevil.test/x",
        "https://[fe80::1%25eth0]/x",
        "https:///x",
        "https://mmg.whatsapp.net:/x"
      })
  void aHostNobodyListedIsRefused(String url) {
    assertRefused(url, "host refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mmg.whatsapp.net:99999999/x",
        "http://2130706433/x",
        "http://0x7f000001/x",
        "http://127.1/x",
        "http://0177.0.0.1/x",
        "not a url",
        "https://mmg.whatsapp.net\\@evil.test/x"
      })
  void whatIsNoUrlOrOddlySpeltIsRefused(String url) {
    assertThatThrownBy(() -> ladder.fetch.plain(url, IMAGE.expected()))
        .as(url)
        .isInstanceOf(RungDeadException.class);
    assertThat(ladder.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127,0,0,1",
    "10,0,0,5",
    "172,16,3,4",
    "192,168,1,1",
    "169,254,169,254",
    "100,64,0,1",
    "0,0,0,0"
  })
  void aListedSuffixThatResolvesToAPrivateAddressIsRefused(int a, int b, int c, int d) {
    ladder.names("mmg.whatsapp.net", a, b, c, d);
    assertRefused(
        "http://mmg.whatsapp.net:" + ladder.port() + "/x?signature=secret",
        "address refused: mmg.whatsapp.net is not public");
  }

  @Test
  void aHostListedByItsExactNameMayBePrivate() {
    ladder.names("public.test", 127, 0, 0, 1);
    ladder.fetch.plain("http://PUBLIC.test.:" + ladder.port() + "/x", IMAGE.expected()).close();
    assertThat(ladder.requests).hasSize(1);
  }

  @Test
  void anExactNameWithAPortIsListedForThatPortOnly() {
    ladder.names("private.test", 127, 0, 0, 1);
    assertRefused("http://private.test:" + ladder.port() + "/x", "host refused: private.test");
  }

  @Test
  void theMediaHostOfTheSettingsIsTrustedForItsPathOnly() throws IOException {
    try (Ladder other =
        new Ladder(temporary, "cdn-base-url", "http://HOST/cdn", "allowed-hosts", "a.test")) {
      other.answers(200, IMAGE.encrypted());
      other.fetch.directPath("/v/x", IMAGE.expected()).close();
      assertThat(other.requests.get(0).target()).startsWith("/cdn/v/x?");
      assertThatThrownBy(() -> other.fetch.encrypted(other.base + "/v/x", IMAGE.expected()))
          .hasMessage("host refused: 127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.test/x", "@evil.test/x", "evil.test/x", "http://evil.test/x"})
  void aDirectPathCanNotLeaveTheMediaHost(String path) throws IOException {
    try (Ladder other = new Ladder(temporary, "cdn-base-url", "http://HOST")) {
      other.answers(200, IMAGE.encrypted());
      assertThatThrownBy(() -> other.fetch.directPath(path, IMAGE.expected()))
          .isInstanceOf(RungDeadException.class)
          .hasMessage("directPath is no path");
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void withoutAListWhatsappAndTheHostsOfEvolutionAndS3AreAllowed() {
    MediaHosts hosts =
        new MediaHosts(
            Settings.media(),
            new EvolutionAccess() {
              @Override
              public java.net.URI baseUri() {
                return java.net.URI.create("http://evolution:8080/api");
              }

              @Override
              public String apiKey(String instance) {
                return "";
              }
            },
            S3Endpoint.of(Settings.s3("endpoint", "http://minio:9000")));
    assertThat(hosts.outside("https://mmg.whatsapp.net/x").host()).isEqualTo("mmg.whatsapp.net");
    assertThat(hosts.outside("http://minio:9000/x").port()).isEqualTo(9000);
    assertThat(hosts.outside("http://evolution:8080/x").port()).isEqualTo(8080);
    assertThat(hosts.trusts("minio", 9000)).isTrue();
    assertThat(hosts.trusts("mmg.whatsapp.net", 443)).as("its own host").isTrue();
    assertThat(hosts.trusts("media.whatsapp.net", 443)).as("a suffix").isFalse();
    assertThatThrownBy(() -> hosts.outside("http://minio:9001/x")).hasMessageContaining("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://x.test/", "*", "*.", "a b", "x.test:0", "x.test:y", "u@x.test"})
  void aListThatCanNotBeReadStopsTheStart(String entry) {
    assertThatThrownBy(() -> AllowedHost.parse(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bactrian.media.allowed-hosts: '" + entry + "'");
  }
}
