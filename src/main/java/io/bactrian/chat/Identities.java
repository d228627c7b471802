package io.bactrian.chat;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which LID hides which phone, as webhooks told for each instance. */
@Component
public class Identities {

  private final JdbcClient jdbc;

  public Identities(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Learns from two names of one person, in either order; anything else is no lesson.
   *
   * @return the LID if the pair was not known before
   */
  public Optional<String> learn(String instance, String one, String other) {
    String lid = Jid.isLid(one) ? one : other;
    String phone = Jid.isPhone(one) ? one : other;
    if (!Jid.isLid(lid) || !Jid.isPhone(phone)) {
      return Optional.empty();
    }
    int rows =
        jdbc.sql(
                """
                insert into identity (instance, lid, phone) values (:instance, :lid, :phone)
                on conflict (instance, lid) do update set phone = :phone, learned_at = now()
                where identity.phone <> :phone""")
            .param("instance", instance)
            .param("lid", lid)
            .param("phone", phone)
            .update();
    return rows == 0 ? Optional.empty() : Optional.of(lid);
  }

  /** The phone behind a LID, else the given JID itself. */
  public String canonical(String instance, String jid) {
    if (!Jid.isLid(jid)) {
      return jid;
    }
    return jdbc.sql("select phone from identity where instance = :instance and lid = :lid")
        .param("instance", instance)
        .param("lid", jid)
        .query(String.class)
        .optional()
        .orElse(jid);
  }
}
