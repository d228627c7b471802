package io.bactrian.chat;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WhatsApp's addresses: {@code 15550100123@s.whatsapp.net} is a phone, {@code …@lid} hides one,
 * {@code …@g.us} is a group. Only the last is a group; a LID is a person. There are broadcast lists
 * and channels beside them.
 */
public final class Jid {

  private static final String PHONE = "@s.whatsapp.net";
  private static final String LID = "@lid";

  /** Local part, agent and device (both dropped), server. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "([0-9a-z.+-]{1,64})(?:_\\d{1,4})?(?::\\d{1,4})?"
              + "@(s\\.whatsapp\\.net|c\\.us|lid|g\\.us|broadcast|newsletter|hosted|hosted\\.lid"
              + "|bot|call)");

  /** Such as {@code BR.13491208655302741918}. */
  private static final Pattern METAS = Pattern.compile("[a-z]{2}\\.[0-9a-z]{4,}");

  private Jid() {}

  /**
   * One spelling for one address: no device, the phone's new server name, and no mark of who hosts
   * the person's phone: {@code @hosted} is the same person as {@code @s.whatsapp.net}, {@code
   * @hosted.lid} as {@code @lid}.
   *
   * @return null for null and for what is no JID
   */
  public static String normalise(String jid) {
    String given = jid == null ? "" : jid.trim();
    Matcher matcher = SHAPE.matcher(given.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String local = matcher.group(1);
    if (METAS.matcher(local).matches()) {
      // Meta's own id of a person who shows no phone: there letters of both cases differ.
      local = given.substring(0, local.length());
    }
    String server =
        switch (matcher.group(2)) {
          case "c.us", "hosted" -> "s.whatsapp.net";
          case "hosted.lid" -> "lid";
          default -> matcher.group(2);
        };
    return local + "@" + server;
  }

  public static boolean isGroup(String jid) {
    return jid != null && jid.endsWith("@g.us");
  }

  public static boolean isLid(String jid) {
    return jid != null && jid.endsWith(LID);
  }

  public static boolean isPhone(String jid) {
    return jid != null && jid.endsWith(PHONE);
  }

  /**
   * Whether the two can be names of one person: a phone and a LID. Anything else would tie two
   * people's chats together.
   */
  public static boolean arePhoneAndLid(String one, String other) {
    return (isPhone(one) && isLid(other)) || (isLid(one) && isPhone(other));
  }

  /** Whether it names a person, by phone or by LID; not a group, a status or a newsletter. */
  public static boolean isPerson(String jid) {
    return isPhone(jid) || isLid(jid);
  }

  /** What Evolution's {@code number} wants: the digits of a phone, the whole JID of others. */
  public static String number(String jid) {
    return isPhone(jid) ? jid.substring(0, jid.indexOf('@')) : jid;
  }
}
