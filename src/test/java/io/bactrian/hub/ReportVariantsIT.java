package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.EncryptedMedia;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was reported, in other wrappers, encodings, chats, channels and versions: {@code
 * report-variants.txt} has the webhooks and what the API says of their message.
 *
 * <p>A variant is its name, webhooks (an event and its data, with {@code '} for {@code "}), and
 * expectations: {@code answer} is that of the last webhook, what begins with a slash is a pointer
 * into the message; {@code =} is equal, {@code ~} contains, {@code !} is another one though it was
 * tried. {@code $image1.base64} is a file of the variant's own, served encrypted, in an encoding.
 */
class ReportVariantsIT extends HubTest {

  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern FILE =
      Pattern.compile("\\$(image|video|audio|document|sticker|pack|unknown)(\\d)\\.(\\w+)");
  private static final Pattern EXPECTATION = Pattern.compile("(answer|/\\S+) ([=~!]) (.*)");
  private static final Map<String, String> KEYS =
      Map.of(
          "$private,", key("15550100123@s.whatsapp.net", false, "V1", ""),
          "$own,", key("15550100123@s.whatsapp.net", true, "V1", ""),
          "$lid,", key("100000000000001@lid", false, "V1", ""),
          "$cloud,", key("15550100123@s.whatsapp.net", false, "wamid.V1", ""),
          "$cloudown,", key("15550100123@s.whatsapp.net", true, "wamid.V1", ""),
          "$group,",
              key(
                  "120363000000000001@g.us",
                  false,
                  "V1",
                  ",'participant':'100000000000001@lid','participantAlt':'15550100123@s.whatsapp.net'"));

  private final Map<String, EncryptedMedia> files = new HashMap<>();

  /** One of the table. */
  record Variant(String name, List<String> webhooks, List<String> expectations) {
    static Variant of(String block) {
      List<String> lines = block.lines().toList();
      Map<Boolean, List<String>> kinds =
          lines.stream()
              .skip(1)
              .collect(Collectors.partitioningBy(line -> EXPECTATION.matcher(line).matches()));
      return new Variant(lines.get(0), kinds.get(false), kinds.get(true));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Variant> variants() {
    try (InputStream in = ReportVariantsIT.class.getResourceAsStream("report-variants.txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(table.strip().split("\n\n")).map(Variant::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void nothingIsTriedOn() {
    forgetMediaUnderWay();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void endsAsItsKindDoes(Variant variant) {
    assertThat(variant.expectations()).isNotEmpty();
    String answer = null;
    for (String webhook : variant.webhooks()) {
      answer = hub.post(webhook(webhook)).path("status").asText();
      assertThat(answer).as(webhook).isIn("accepted", "parked", "duplicate");
    }
    for (String line : variant.expectations()) {
      Matcher expectation = EXPECTATION.matcher(line);
      assertThat(expectation.matches()).as(line).isTrue();
      String expected = filled(expectation.group(3)).replace("\\n", "\n");
      if (expectation.group(1).equals("answer")) {
        assertThat(answer).isEqualTo(expected);
      } else {
        check(expectation.group(1), expectation.group(2), expected);
      }
    }
  }

  private void check(String pointer, String how, String expected) {
    if (how.equals("!")) {
      Awaitility.await(pointer).until(() -> !said("/attachments/0/lastError").isEmpty());
      assertThat(said(pointer)).isNotEqualTo(expected);
      return;
    }
    Awaitility.await(pointer)
        .untilAsserted(
            () -> {
              if (how.equals("~")) {
                assertThat(said(pointer)).contains(expected);
              } else {
                assertThat(said(pointer)).isEqualTo(expected);
              }
            });
  }

  private String said(String pointer) {
    List<JsonNode> messages = hub.messages(instance);
    assertThat(messages).hasSize(1);
    JsonNode told = messages.get(0).at(pointer);
    return told.isNull() ? "" : told.asText();
  }

  private ObjectNode webhook(String line) {
    int space = line.indexOf(' ');
    String data = line.substring(space + 1);
    for (Entry<String, String> key : KEYS.entrySet()) {
      data = data.replace(key.getKey(), key.getValue());
    }
    ObjectNode webhook = json.createObjectNode().put("event", line.substring(0, space));
    webhook.put("instance", instance).put("sender", "15550100001@s.whatsapp.net");
    webhook.set("data", hub.read(filled(data).replace('\'', '"')));
    return webhook;
  }

  private String filled(String text) {
    return FILE.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(written(found.group(1), found.group(2), found.group(3))));
  }

  private String written(String kind, String number, String how) {
    String path = "/" + instance + "/" + kind + number;
    EncryptedMedia media = files.computeIfAbsent(path, each -> serve(each, kind));
    byte[] plain = plain(path, kind);
    return switch (how) {
      case "sha" -> Base64.getEncoder().encodeToString(media.fileSha256());
      case "hex" -> HexFormat.of().formatHex(media.fileSha256());
      case "inline" -> Base64.getEncoder().encodeToString(plain);
      case "link" -> link(path + "/plain", plain);
      case "stored" -> link("/evolution/15550100123%40s.whatsapp.net/V1/image" + path, plain);
      default ->
          media.fields(path).entrySet().stream()
              .map(field -> "'" + field.getKey() + "':" + encoded(field, how))
              .collect(Collectors.joining(","));
    };
  }

  private static String link(String path, byte[] plain) {
    STAND_IN.put(path, Content.of(plain), "application/octet-stream");
    return STAND_IN.baseUrl() + path + "?X-Amz-Signature=0";
  }

  private EncryptedMedia serve(String path, String kind) {
    String family = kind.equals("pack") ? "sticker-pack" : kind.equals("unknown") ? "image" : kind;
    EncryptedMedia media = EncryptedMedia.of(KEY, family, Content.of(plain(path, kind)));
    if (!kind.equals("unknown")) {
      STAND_IN.put(path, media);
    }
    return media;
  }

  /** Bytes of this variant alone. */
  private static byte[] plain(String path, String kind) {
    byte[] sample =
        STAND_IN.sample(kind.equals("pack") ? "document" : kind.equals("unknown") ? "image" : kind);
    byte[] mark = path.getBytes(StandardCharsets.UTF_8);
    byte[] plain = Arrays.copyOf(sample, sample.length + mark.length);
    System.arraycopy(mark, 0, plain, sample.length, mark.length);
    return plain;
  }

  /** As versions of Evolution write bytes and long numbers. */
  private static String encoded(Entry<String, Object> field, String how) {
    String value = String.valueOf(field.getValue());
    if (field.getKey().equals("directPath") || how.equals("base64")) {
      return "'" + value + "'";
    }
    if (field.getKey().equals("fileLength")) {
      return how.equals("buffer") ? value : "{'low':" + value + ",'high':0,'unsigned':true}";
    }
    byte[] bytes = Base64.getDecoder().decode(value);
    List<String> numbers = new ArrayList<>();
    for (byte each : bytes) {
      numbers.add(String.valueOf(each & 0xff));
    }
    return how.equals("buffer")
        ? "{'type':'Buffer','data':[" + String.join(",", numbers) + "]}"
        : IntStream.range(0, bytes.length)
            .mapToObj(i -> "'" + i + "':" + numbers.get(i))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String key(String chat, boolean fromMe, String id, String more) {
    return "'key':{'remoteJid':'%s','fromMe':%s,'id':'%s'%s},".formatted(chat, fromMe, id, more);
  }
}
