package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.Incoming;
import io.bactrian.web.SpooledBody;
import io.bactrian.web.SpooledFiles;
import io.bactrian.webhook.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class EnvelopeReaderTest {

  private static final String CLAIM = "\"claim:inline/" + Samples.EVENT + "/";

  private static byte[] utf8(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static RawEvent read(String json) throws NotUnderstoodException {
    return Samples.read(utf8(json));
  }

  private static String upsert(String data) {
    return "{'event':'messages.upsert','instance':'acme','data':" + data + "}";
  }

  private static String text(RawEvent event) {
    return new String(event.bytes(), StandardCharsets.UTF_8);
  }

  @Nested
  class Claims {

    @Test
    void takeThePlaceOfInlineBase64AndOfNothingElse() throws Exception {
      String body =
          new String(Samples.bytes("04-image-base64-inline.json"), StandardCharsets.UTF_8);

      RawEvent event = Samples.read(utf8(body));

      assertThat(text(event))
          .isEqualTo(body.replaceFirst("\"base64\": ?\"[^\"]+\"", "\"base64\": " + CLAIM + "0\""));
      assertThat(event.inline()).hasSize(1);
      try (InputStream in = event.inline().get(0).open()) {
        assertThat(in.readAllBytes()).isEqualTo(Samples.bytes("media/image.jpg"));
      }
    }

    @Test
    void areMadeAtAnyDepthAndHoweverTheKeyIsSpelled() throws Exception {
      RawEvent event =
          read(
              upsert(
                  "[{'base64':'QQ=='},{'x':[[{'y':{'b\\u0061se64' : 'QkI=' ,'z':1}}]],"
                      + "'base64':null,'notbase64':'QQ=='}]"));

      assertThat(text(event))
          .isEqualTo(
              new String(
                  utf8(
                      upsert(
                          "[{'base64':"
                              + CLAIM
                              + "0'},{'x':[[{'y':{'b\\u0061se64' : "
                              + CLAIM
                              + "1' ,'z':1}}]],'base64':null,'notbase64':'QQ=='}]")),
                  StandardCharsets.UTF_8));
      assertThat(event.inline().get(0).decoded().length()).isEqualTo(1);
      assertThat(event.inline().get(1).decoded().length()).isEqualTo(2);
    }

    @Test
    void canNotBeBroughtAlong() throws Exception {
      String smuggled = CLAIM + "9'";
      RawEvent event =
          read(
              upsert(
                  "{'key':{'remoteJid':'1@lid','id':'A'},'message':{'imageMessage':{'base64':"
                      + smuggled
                      + ",'mimetype':'image/png'},'base64':"
                      + smuggled
                      + "}}"));

      assertThat(text(event)).doesNotContain("/9\"");
      Incoming.Message message =
          (Incoming.Message) new WebhookDecoder(Settings.byDefault()).decode(event).items().get(0);
      assertThat(message.media().get(0).inlineKey()).isEqualTo("inline/" + Samples.EVENT + "/1");
    }

    @Test
    void ofAnotherEventAreNotHonoured() throws Exception {
      RawEvent event = Samples.read(Samples.bytes("04-image-base64-inline.json"));

      Decoded decoded =
          new WebhookDecoder(Settings.byDefault()).decode(UUID.randomUUID(), null, event.bytes());

      assertThat(((Incoming.Message) decoded.items().get(0)).media().get(0).inlineKey()).isNull();
    }

    @Test
    void areDroppedForMediaThatTurnedOutUndecodable() throws Exception {
      RawEvent event = read(upsert("[{'base64':'@@'},{'base64':'QQ==','t':'é'}]"));

      RawEvent without = event.without(List.of(event.inline().get(0)));

      assertThat(text(without))
          .isEqualTo(
              new String(
                  utf8(upsert("[{'base64':null},{'base64':" + CLAIM + "1','t':'é'}]")),
                  StandardCharsets.UTF_8));
      assertThat(without.inline()).containsExactly(event.inline().get(1));
      assertThat(without.fingerprint()).isEqualTo(event.fingerprint());
    }

    @Test
    void areNotMadeForNothing() throws Exception {
      RawEvent event = read(upsert("{'base64':'','a':{'base64':7}}"));

      assertThat(event.inline()).isEmpty();
      assertThat(text(event)).contains("\"base64\":\"\"");
    }

    @Test
    void areMadeForMediaThatWouldNotFitTheHeap(@TempDir Path temp) throws Exception {
      byte[] block = "A".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      int blocks = 100;
      InputStream body =
          new SequenceInputStream(
              Collections.enumeration(
                  List.of(
                      new ByteArrayInputStream(
                          utf8("{'event':'messages.upsert','data':{'base64':'")),
                      new Repeated(block, blocks),
                      new ByteArrayInputStream(utf8("'}}")))));

      try (SpooledBody spooled = SpooledFiles.of(body, temp)) {
        RawEvent event =
            new EnvelopeReader(Settings.byDefault()).read(Samples.EVENT, spooled, null);

        assertThat(event.bytes()).hasSizeLessThan(200);
        assertThat(event.inline().get(0).decoded().length()).isEqualTo(blocks * (1L << 20) / 4 * 3);
      }
    }
  }

  @Nested
  class NotUnderstood {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "null",
          "7",
          "'text'",
          "[]",
          "{",
          "{'event':'messages.upsert'",
          "{'event':'messages.upsert'} x",
          "{'event':'messages.upsert'}{}",
          "{'event':'moon.landing'}{}",
          "{'data':{'base64':'AAAA",
          "{'data':{'base64':'AA\nAA'}}",
          "{'a':NaN}",
          "\u0000{}",
          "\ufeff{}"
        })
    void areBodiesThatAreNoJsonObject(String body) {
      assertThatThrownBy(() -> read(body)).isInstanceOf(NotUnderstoodException.class);
    }

    @Test
    void areOtherEncodingsThanUtf8() {
      byte[] latin = "{\"event\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
      byte[] utf16 = "{\"event\":\"messages.upsert\"}".getBytes(StandardCharsets.UTF_16LE);

      assertThatThrownBy(() -> Samples.read(latin)).isInstanceOf(NotUnderstoodException.class);
      assertThatThrownBy(() -> Samples.read(utf16)).isInstanceOf(NotUnderstoodException.class);
    }

    @Test
    void areBodiesBeyondALimit() {
      EnvelopeReader reader = new EnvelopeReader(Settings.limits(DataSize.ofBytes(100), 10, 2));

      for (String body :
          List.of(
              upsert("'" + "x".repeat(100) + "'"),
              upsert("[".repeat(11) + "]".repeat(11)),
              upsert("[{'base64':'A'},{'base64':'A'},{'base64':'A'}]"))) {
        assertThatThrownBy(() -> reader.read(Samples.EVENT, SpooledBody.of(utf8(body)), null))
            .isInstanceOf(NotUnderstoodException.class);
      }
    }

    @Test
    void sayNothingOfWhatTheyHold() {
      assertThatThrownBy(() -> read("{'event':secret}"))
          .hasMessageContaining("not JSON at byte")
          .hasMessageNotContaining("secret");
    }

    @Test
    void areKeptAsReceived() throws Exception {
      byte[] body = Samples.bytes("malformed/05-invalid-json-truncated.txt");
      EnvelopeReader reader = new EnvelopeReader(Settings.byDefault());

      RawEvent kept = reader.asReceived(Samples.EVENT, SpooledBody.of(body), "messages-upsert");

      assertThat(kept.bytes()).isSameAs(body);
      assertThat(kept.name()).isEqualTo("messages.upsert");
      assertThat(kept.fingerprint()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(body));
    }
  }

  @Nested
  class Names {

    @Test
    void comeFromTheBodyElseFromThePath() throws Exception {
      EnvelopeReader reader = new EnvelopeReader(Settings.byDefault());

      assertThat(name(reader, "{'event':'MESSAGES_UPSERT'}", "send-message"))
          .isEqualTo("messages.upsert");
      assertThat(name(reader, "{}", "group-participants-update"))
          .isEqualTo("group-participants.update");
      assertThat(name(reader, "{'event':7}", null)).isNull();
    }

    private String name(EnvelopeReader reader, String body, String path)
        throws NotUnderstoodException, IOException {
      return reader.read(Samples.EVENT, SpooledBody.of(utf8(body)), path).name();
    }

    @Test
    void ofEventsNobodyHandlesSpareTheRest() throws Exception {
      RawEvent event = Samples.read(Samples.bytes("16f-qrcode.updated.json"));

      assertThat(event.disposition()).isEqualTo(Disposition.IGNORED);
      assertThat(event.bytes()).isEmpty();
      assertThat(event.inline()).isEmpty();
    }
  }

  /** The same bytes many times over. */
  private static final class Repeated extends InputStream {
    private final byte[] block;
    private long left;

    Repeated(byte[] block, int times) {
      this.block = block;
      left = (long) block.length * times;
    }

    @Override
    public int read() {
      return left-- > 0 ? block[0] : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(Math.min(length, block.length), left);
      System.arraycopy(block, 0, target, offset, count);
      left -= count;
      return count;
    }
  }
}
