package io.bactrian.intake;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WhatsApp's addresses: a person by phone or by LID, a group, a broadcast list, a channel. */
final class Jid {

  private static final String PHONE = "@s.whatsapp.net";
  private static final String LID = "@lid";

  /** Local part, agent and device (both dropped), server. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "([0-9a-z.+-]{1,64})(?:_\\d{1,4})?(?::\\d{1,4})?"
              + "@(s\\.whatsapp\\.net|c\\.us|lid|g\\.us|broadcast|newsletter|hosted|hosted\\.lid"
              + "|bot|call)");

  private Jid() {}

  /**
   * One spelling for one address: no device, the phone's new server name, and no mark of who hosts
   * the person's phone: {@code @hosted} is the same person as {@code @s.whatsapp.net}, {@code
   * @hosted.lid} as {@code @lid}.
   *
   * @return null for null and for what is no JID
   */
  static String normalise(String jid) {
    Matcher matcher = SHAPE.matcher(jid == null ? "" : jid.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String server =
        switch (matcher.group(2)) {
          case "c.us", "hosted" -> "s.whatsapp.net";
          case "hosted.lid" -> "lid";
          default -> matcher.group(2);
        };
    return matcher.group(1) + "@" + server;
  }

  static boolean isGroup(String jid) {
    return jid.endsWith("@g.us");
  }

  static boolean isPhone(String jid) {
    return jid.endsWith(PHONE);
  }

  /**
   * Whether the two can be names of one person: a phone and a LID. Anything else would tie two
   * people's chats together.
   */
  static boolean arePhoneAndLid(String one, String other) {
    return (one.endsWith(PHONE) && other.endsWith(LID))
        || (one.endsWith(LID) && other.endsWith(PHONE));
  }
}
