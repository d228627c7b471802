package io.bactrian.chat;

import java.util.Collection;
import java.util.List;
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
    return Alias.of(one, other).filter(alias -> learn(instance, alias)).map(Alias::lid);
  }

  private boolean learn(String instance, Alias alias) {
    return jdbc.sql(
                """
                insert into identity (instance, lid, phone) values (:instance, :lid, :phone)
                on conflict (instance, lid) do update set phone = :phone, learned_at = now()
                where identity.phone <> :phone""")
            .param("instance", instance)
            .param("lid", alias.lid())
            .param("phone", alias.phone())
            .update()
        > 0;
  }

  /** Those that would be a lesson. */
  List<Alias> unknown(String instance, Collection<Alias> aliases) {
    if (aliases.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select distinct told.lid, told.phone
            from unnest(cast(:lids as text[]), cast(:phones as text[])) as told(lid, phone)
            where not exists (select 1 from identity
              where instance = :instance and lid = told.lid and phone = told.phone)
            order by told.lid, told.phone""")
        .param("lids", aliases.stream().map(Alias::lid).toArray(String[]::new))
        .param("phones", aliases.stream().map(Alias::phone).toArray(String[]::new))
        .param("instance", instance)
        .query(Alias.class)
        .list();
  }

  /** All names by which a person is known: the given one, the phone, and the LIDs that hide it. */
  public List<String> names(String instance, String jid) {
    return jdbc.sql(
            """
            select :jid as name
            union select phone from identity where instance = :instance and lid = :jid
            union select lid from identity where instance = :instance and phone in (
              select :jid union select phone from identity
              where instance = :instance and lid = :jid)""")
        .param("instance", instance)
        .param("jid", jid)
        .query(String.class)
        .list();
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
