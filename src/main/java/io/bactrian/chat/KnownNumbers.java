package io.bactrian.chat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers that people spell with and without a digit: Brazil's ninth, Mexico's 1, Argentina's 9. To
 * WhatsApp one of the spellings is the chat; which one, Evolution tells.
 */
@Component
public class KnownNumbers {

  private static final Pattern TWO_WAYS =
      Pattern.compile(
          "(?:(55\\d\\d)(9?)(\\d{8})|(52)(1?)(\\d{10})|(54)(9?)(\\d{10}))@s\\.whatsapp\\.net");

  private static final int GROUPS_EACH = 3;

  private final JdbcClient jdbc;

  public KnownNumbers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Both spellings of a number, the given one first; that one alone if it has no other. */
  public static List<String> spellings(String jid) {
    Matcher number = TWO_WAYS.matcher(jid);
    if (!number.matches()) {
      return List.of(jid);
    }
    String[] digits = {"9", "1", "9"};
    for (int country = 0; country < digits.length; country++) {
      int group = country * GROUPS_EACH + 1;
      if (number.group(group) != null) {
        String digit = number.group(group + 1).isEmpty() ? digits[country] : "";
        return List.of(
            jid, number.group(group) + digit + number.group(group + 2) + "@s.whatsapp.net");
      }
    }
    return List.of(jid);
  }

  /**
   * The chat of a number: where messages wait already, for they leave in order; else as Evolution
   * told, or as a message that came or left has shown.
   */
  public Optional<String> find(String instance, String jid) {
    return jdbc.sql(
            """
            (select chat from conversation
              where instance = :instance and chat in (:spellings)
                and exists (select 1 from job where line = conversation.id and state = 'pending')
              order by chat <> :jid
              limit 1)
            union all
            select chat from whatsapp_number where instance = :instance and spelling = :jid
            union all
            (select chat from conversation
              where instance = :instance and chat in (:spellings)
                and exists (select 1 from message
                  where conversation_id = conversation.id and whatsapp_id is not null)
              order by chat <> :jid)
            limit 1""")
        .param("instance", instance)
        .param("jid", jid)
        .param("spellings", spellings(jid))
        .query(String.class)
        .optional();
  }

  /** Evolution has told by which spelling a number is on WhatsApp: so are both of them. */
  public void learn(String instance, String chat) {
    for (String spelling : spellings(chat)) {
      jdbc.sql(
              """
              insert into whatsapp_number (instance, spelling, chat)
              values (:instance, :spelling, :chat)
              on conflict (instance, spelling) do update
              set chat = excluded.chat, checked_at = now()""")
          .param("instance", instance)
          .param("spelling", spelling)
          .param("chat", chat)
          .update();
    }
  }
}
