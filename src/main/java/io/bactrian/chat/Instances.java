package io.bactrian.chat;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What instances last said of their connection to WhatsApp. */
@Component
public class Instances {

  private final JdbcClient jdbc;

  public Instances(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a state as {@code connection.update} named it. It may be stale: Evolution reconnects
   * without saying {@code close}.
   *
   * @return whether it was another one before, as far as anybody said
   */
  public boolean connection(String instance, String state, String reason) {
    return jdbc.sql(
            """
            with before as (select state from instance where name = :name)
            insert into instance (name, state, reason) values (:name, :state, :reason)
            on conflict (name) do update
            set state = :state, reason = :reason, changed_at = now(), gone_at = null
            returning coalesce((select state from before), '') <> :state""")
        .param("name", instance)
        .param("state", state)
        .param("reason", reason)
        .query(Boolean.class)
        .single();
  }

  /** Whether Evolution has listed it as one of the channel Baileys. */
  public boolean isBaileys(String instance) {
    return jdbc.sql(
            """
            select exists (select 1 from instance
              where name = :name and channel = 'baileys')""")
        .param("name", instance)
        .query(Boolean.class)
        .single();
  }

  /**
   * Keeps what Evolution lists of an instance.
   *
   * @param state null where it names none
   * @param channel by what it is connected: baileys or cloud; null for another
   * @param version of Evolution; null if not known
   * @return whether it was seen with another version before
   */
  public boolean listed(String instance, String state, String channel, String version) {
    return jdbc.sql(
            """
            with before as (select version from instance where name = :name)
            insert into instance as known (name, state, channel, version)
            values (:name, coalesce(:state, 'unknown'), :channel, :version)
            on conflict (name) do update set
              channel = coalesce(:channel, known.channel),
              version = coalesce(:version, known.version),
              gone_at = null,
              state = coalesce(:state, known.state),
              reason = case when known.state is distinct from coalesce(:state, known.state)
                then null else known.reason end,
              changed_at = case when known.state is distinct from coalesce(:state, known.state)
                then now() else known.changed_at end
            returning coalesce((select version from before) <> :version, false)""")
        .param("name", instance)
        .param("state", state)
        .param("channel", channel)
        .param("version", version)
        .query(Boolean.class)
        .single();
  }

  /**
   * Evolution lists these instances and no others. One that is missing is marked; if it is missing
   * the next time too and nothing is stored of it, it is forgotten.
   */
  @Transactional
  public void listedAlone(Collection<String> names) {
    String[] listed = names.toArray(String[]::new);
    jdbc.sql(
            """
            delete from instance where gone_at is not null and name <> all(:listed)
              and not exists (select 1 from conversation where conversation.instance = instance.name)""")
        .param("listed", listed)
        .update();
    jdbc.sql(
            """
            insert into instance as known (name, state, gone_at)
            select distinct name, 'unknown', now()
            from (select name from instance union select instance from conversation) as named (name)
            where name <> all(:listed)
            on conflict (name) do update set gone_at = coalesce(known.gone_at, now())""")
        .param("listed", listed)
        .update();
  }
}
