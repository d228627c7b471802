package io.bactrian.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.chat.SecretKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an opened secret says, as a reader of the chat would put it. */
public final class SecretContent {

  /** Fields of WhatsApp's {@code Message} that wrap another one in their field 1. */
  private static final int[] WRAPPERS = {37, 40, 53, 55, 58, 59};

  private static final int DEEPEST = 8;
  private static final int PROTOCOL = 12;
  private static final int EDITED = 14;
  private static final int TIMESTAMP = 15;

  /** Each content: its field, and the field of its text within; 0 where it is the text itself. */
  private static final int[][] TEXTS = {
    {1, 0}, {6, 1}, {3, 3}, {9, 7}, {7, 20}, {66, 7}, {75, 3}, {49, 1}, {60, 1}, {64, 1}
  };

  private static final List<String> ANSWERS = List.of("", "Going", "Not going", "Maybe");

  private SecretContent() {}

  /**
   * The text.
   *
   * @param options names of the poll's options, if it is a vote
   * @return null if it has none: a picture whose caption was taken away
   * @throws NotUnderstoodException if it is nothing that is known
   */
  public static String text(SecretKind kind, byte[] plaintext, List<String> options)
      throws NotUnderstoodException {
    try {
      ProtoFields fields = ProtoFields.of(plaintext);
      return switch (kind) {
        case EDIT, EVENT_EDIT, COMMENT -> message(fields);
        case VOTE -> chosen(fields.all(1), options);
        case EVENT_ANSWER -> answer(fields);
        // An empty one says that it was taken back.
        case REACTION -> fields.has(2) ? fields.text(2) : "";
      };
    } catch (IllegalArgumentException e) {
      throw new NotUnderstoodException("what was encrypted is of no known form", e);
    }
  }

  /** The content of an opened reaction. */
  public static String reaction(String to, String emoji) {
    return Contents.reaction(to, emoji);
  }

  /** When an edit was made; null if it does not say. */
  public static Instant at(byte[] plaintext) {
    try {
      long millis = ProtoFields.of(plaintext).message(PROTOCOL).number(TIMESTAMP);
      return millis > 0 ? Instant.ofEpochMilli(millis) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String message(ProtoFields outer) throws NotUnderstoodException {
    ProtoFields fields = outer;
    for (int depth = 0; depth < DEEPEST; depth++) {
      ProtoFields inner = inner(fields);
      if (inner == null) {
        return content(fields);
      }
      fields = inner;
    }
    throw new NotUnderstoodException("what was encrypted is nested too deep");
  }

  private static ProtoFields inner(ProtoFields fields) {
    if (fields.has(PROTOCOL) && fields.message(PROTOCOL).has(EDITED)) {
      return fields.message(PROTOCOL).message(EDITED);
    }
    for (int wrapper : WRAPPERS) {
      if (fields.has(wrapper)) {
        return fields.message(wrapper).message(1);
      }
    }
    return null;
  }

  private static String content(ProtoFields fields) throws NotUnderstoodException {
    for (int[] text : TEXTS) {
      if (fields.has(text[0])) {
        return text[1] == 0 ? fields.text(text[0]) : fields.message(text[0]).text(text[1]);
      }
    }
    throw new NotUnderstoodException("what was encrypted is of no known type");
  }

  /** Options are named by their hashes. */
  private static String chosen(List<byte[]> hashes, List<String> options)
      throws NotUnderstoodException {
    Set<String> chosen = new LinkedHashSet<>();
    for (byte[] hash : hashes) {
      chosen.add(
          options.stream()
              .filter(option -> Arrays.equals(sha256(option), hash))
              .findFirst()
              .orElseThrow(
                  () -> new NotUnderstoodException("the vote is for no option of the poll")));
    }
    return String.join(", ", chosen);
  }

  private static String answer(ProtoFields fields) throws NotUnderstoodException {
    long answer = fields.number(1);
    if (answer < 1 || answer >= ANSWERS.size()) {
      throw new NotUnderstoodException("the answer to the event is none that is known");
    }
    long guests = fields.number(3);
    return ANSWERS.get((int) answer) + (guests > 0 ? " +" + guests : "");
  }

  private static byte[] sha256(String option) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(option.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
