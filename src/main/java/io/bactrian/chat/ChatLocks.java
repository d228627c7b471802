package io.bactrian.chat;

import java.util.Collection;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Locks of names, held to the end of the caller's transaction. Whoever records something shares the
 * instance and owns the chat's names; whoever learns who hides behind a LID owns the instance, for
 * a group has more members than the database has locks. Always the instance first, then names in
 * their order, so that no two transactions wait for each other.
 */
@Component
class ChatLocks {

  private final JdbcClient jdbc;

  ChatLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void share(String instance) {
    take("pg_advisory_xact_lock_shared", instance);
  }

  void own(String instance) {
    take("pg_advisory_xact_lock", instance);
  }

  /** Owns names of chats; nulls are left out. */
  void own(String instance, Collection<String> names) {
    String[] ordered =
        names.stream()
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .map(name -> instance + "/" + name)
            .toArray(String[]::new);
    jdbc.sql(
            """
            select pg_advisory_xact_lock(hashtextextended(name, 0))
            from unnest(cast(:names as text[])) as name""")
        .param("names", ordered)
        .query((row, n) -> n)
        .list();
  }

  /** Owns a name if nobody else does, without waiting: it may come out of its order. */
  boolean tryOwn(String instance, String name) {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", instance + "/" + name)
        .query(Boolean.class)
        .single();
  }

  private void take(String lock, String instance) {
    jdbc.sql("select %s(hashtextextended(:name, 1))".formatted(lock))
        .param("name", instance)
        .query((row, n) -> n)
        .list();
  }
}
