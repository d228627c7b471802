package io.bactrian.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeFileNameTest {

  @ParameterizedTest
  @CsvSource({
    "Contract 2026.pdf, application/pdf, Contract 2026.pdf",
    "Relatório ação.pdf, application/pdf, Relatório ação.pdf",
    "../../etc/passwd, text/plain, passwd.txt",
    "C:\\Windows\\evil.exe, application/pdf, evil.exe",
    "'a\r\nSet-Cookie: x.pdf', application/pdf, aSet-Cookie_ x.pdf",
    "'a\u0000b.pdf', application/pdf, ab.pdf",
    "'invoice\u202Efdp.exe', , invoicefdp.exe",
    "'\u200Bx\u2066.jpg', image/jpeg, x.jpg",
    "a<b>|\"c?*.txt, text/plain, a_b___c__.txt",
    "${jndi}.txt, text/plain, _{jndi}.txt",
    "con, image/png, _con.png",
    "NUL.txt, text/plain, _NUL.txt",
    "..., image/jpeg, image.jpg",
    ".htaccess, text/plain, htaccess.txt",
    "'name. . ', audio/ogg, name.ogg",
    "photo, image/jpeg, photo.jpg",
    "hello, application/was, hello.was",
    "cats.was, application/was, cats.was",
    "note, audio/opus, note.opus",
    "note, audio/ogg; codecs=opus, note.opus",
    "note.opus, audio/ogg, note.opus",
    ", application/was, document.was",
    "a/, application/pdf, document.pdf",
    ", image/jpeg, image.jpg",
    ", audio/mp4, audio.m4a",
    ", , document",
    "'', nonsense, document",
    "v1.0 final draft, application/pdf, v1.0 final draft.pdf",
  })
  void makesNamesSafe(String name, String mimeType, String safe) {
    assertThat(SafeFileName.of(name, mimeType)).isEqualTo(safe);
  }

  @Test
  void shortensByBytesBetweenCharactersAndKeepsTheExtension() {
    String safe = SafeFileName.of("\uD83D\uDCC4".repeat(500) + ".pdf", "application/pdf");
    assertThat(safe).endsWith("\uD83D\uDCC4.pdf");
    assertThat(safe.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(180);
  }

  @Test
  void aDispositionCarriesTheNameForOldAndNewBrowsers() {
    assertThat(SafeFileName.attachment("Ação \"1\"; x.pdf", "application/pdf"))
        .isEqualTo(
            "attachment; filename=\"A__o _1__ x.pdf\"; filename*=UTF-8''A%C3%A7%C3%A3o%20_1_%3B%20x.pdf");
  }
}
