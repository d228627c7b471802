package io.bactrian.send;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Jid;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The quoted message as Evolution wants it. It looks for one named by its id alone in its own
 * database and, where it keeps none, leaves the quote out; a text we know goes along with it.
 */
@Component
class Quotes {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  Quotes(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  ObjectNode of(String instance, String chat, String whatsappId) {
    ObjectNode quoted = json.createObjectNode();
    ObjectNode key = quoted.putObject("key").put("id", whatsappId);
    jdbc.sql(
            """
            select direction, text, sender from message
            join conversation on conversation.id = conversation_id
            where instance = :instance and chat = :chat and whatsapp_id = :whatsappId
              and message.kind = 'text' and text is not null""")
        .param("instance", instance)
        .param("chat", chat)
        .param("whatsappId", whatsappId)
        .query(
            (row, n) -> {
              key.put("remoteJid", chat).put("fromMe", row.getString("direction").equals("OUT"));
              if (Jid.isGroup(chat) && row.getString("sender") != null) {
                key.put("participant", row.getString("sender"));
              }
              return quoted.putObject("message").put("conversation", row.getString("text"));
            })
        .list();
    return quoted;
  }
}
