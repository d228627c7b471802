package io.bactrian.chat;

/**
 * WhatsApp's addresses: {@code 15550100123@s.whatsapp.net} is a phone, {@code …@lid} hides one,
 * {@code …@g.us} is a group. Only the last is a group; a LID is a person.
 */
public final class Jid {

  private Jid() {}

  public static boolean isGroup(String jid) {
    return jid != null && jid.endsWith("@g.us");
  }

  public static boolean isLid(String jid) {
    return jid != null && jid.endsWith("@lid");
  }

  public static boolean isPhone(String jid) {
    return jid != null && jid.endsWith("@s.whatsapp.net");
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
