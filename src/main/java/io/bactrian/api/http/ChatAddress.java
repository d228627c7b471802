package io.bactrian.api.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WhatsApp's address of a chat, made of what people write. */
public final class ChatAddress {

  /** Seven to fifteen digits, the length E.164 allows; behind a plus, or two zeros in its place. */
  private static final Pattern PHONE = Pattern.compile("(?:\\+|00)?(\\d{7,15})");

  /** Blanks, brackets, dots and dashes of any script, and the unseen marks that phones copy. */
  private static final Pattern FORMATTING = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}().]");

  private static final Pattern PERSON =
      Pattern.compile("(\\d{7,15})(?::\\d+)?@(?:s\\.whatsapp\\.net|c\\.us)");
  private static final Pattern LID = Pattern.compile("(\\d+)(?::\\d+)?@lid");
  private static final Pattern GROUP =
      Pattern.compile("\\d+(?:-\\d+)?@g\\.us|\\d{7,25}@newsletter");

  private ChatAddress() {}

  /**
   * The JID of whom a message can be sent to: a phone number in any common notation, or the JID of
   * a person, a group or a channel (newsletter).
   *
   * @return empty if it is none of these
   */
  public static Optional<String> of(String address) {
    if (address == null) {
      return Optional.empty();
    }
    String trimmed = address.strip().toLowerCase(Locale.ROOT);
    if (trimmed.indexOf('@') < 0) {
      return match(PHONE, FORMATTING.matcher(trimmed).replaceAll(""), "@s.whatsapp.net");
    }
    return match(PERSON, trimmed, "@s.whatsapp.net")
        .or(() -> match(LID, trimmed, "@lid"))
        .or(() -> GROUP.matcher(trimmed).matches() ? Optional.of(trimmed) : Optional.empty());
  }

  /**
   * The JID of a chat to look for; other than one to send to, it may be of any kind there is
   * (broadcasts, channels).
   *
   * @throws ApiProblem 400 if it can't be a chat
   */
  public static String ofChat(String address) {
    if (address == null || address.isBlank()) {
      return null;
    }
    return of(address)
        .or(() -> address.indexOf('@') > 0 ? Optional.of(address.strip()) : Optional.empty())
        .orElseThrow(() -> ApiProblem.badRequest("'chat' must be a phone number or a JID."));
  }

  private static Optional<String> match(Pattern pattern, String address, String domain) {
    Matcher matcher = pattern.matcher(address);
    return matcher.matches() ? Optional.of(matcher.group(1) + domain) : Optional.empty();
  }
}
