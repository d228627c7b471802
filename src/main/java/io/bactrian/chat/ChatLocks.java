package io.bactrian.chat;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Locks of names, held to the end of the caller's transaction. Whoever records something shares the
 * instance and owns the chat's names; whoever learns who hides behind a LID owns the instance, for
 * a group has more members than the database has locks. Always the instance first, then names in
 * their order, so that no two transactions wait for each other.
 */
@Component
class ChatLocks {

  /**
   * The locks of one transaction, so that none is asked for twice. Kept among its synchronizations,
   * which are gone with it, and set aside with it while another one runs on the same thread.
   */
  private static final class Held implements TransactionSynchronization {

    private final Set<String> shared = new HashSet<>();
    private final Set<String> owned = new HashSet<>();
    private final Set<String> names = new HashSet<>();
  }

  private final JdbcClient jdbc;

  ChatLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void share(String instance) {
    Held held = held();
    if (held.shared.add(instance)) {
      take("pg_advisory_xact_lock_shared", instance);
    }
  }

  void own(String instance) {
    Held held = held();
    if (held.owned.add(instance)) {
      held.shared.add(instance);
      take("pg_advisory_xact_lock", instance);
    }
  }

  /**
   * Owns names of chats; nulls are left out.
   *
   * @return whether the transaction had owned them all before, so that what it read of them holds
   */
  boolean own(String instance, Collection<String> names) {
    String[] missing = missing(held(), instance, names);
    if (missing.length > 0) {
      jdbc.sql(
              """
              select pg_advisory_xact_lock(hashtextextended(name, 0))
              from unnest(cast(:names as text[])) as name""")
          .param("names", missing)
          .query((row, n) -> n)
          .list();
    }
    return missing.length == 0;
  }

  /** Shares the instance, then owns names of its chats; nulls are left out. */
  void share(String instance, Collection<String> names) {
    Held held = held();
    if (held.shared.contains(instance)) {
      own(instance, names);
      return;
    }
    String[] missing = missing(held, instance, names);
    if (missing.length == 0) {
      share(instance);
      return;
    }
    held.shared.add(instance);
    // No name is locked before the instance is: each row has it.
    jdbc.sql(
            """
            with shared as materialized (
              select pg_advisory_xact_lock_shared(hashtextextended(:instance, 1)))
            select pg_advisory_xact_lock(hashtextextended(name, 0))
            from shared, unnest(cast(:names as text[])) as name""")
        .param("instance", instance)
        .param("names", missing)
        .query((row, n) -> n)
        .list();
  }

  /** In their order, and marked as owned: if that fails, the transaction does. */
  private static String[] missing(Held held, String instance, Collection<String> names) {
    return names.stream()
        .filter(Objects::nonNull)
        .sorted()
        .map(name -> instance + "/" + name)
        .filter(held.names::add)
        .toArray(String[]::new);
  }

  /** What the transaction has locked by now; nothing where there is none. */
  private static Held held() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return new Held();
    }
    for (TransactionSynchronization each :
        TransactionSynchronizationManager.getSynchronizations()) {
      if (each instanceof Held held) {
        return held;
      }
    }
    Held held = new Held();
    TransactionSynchronizationManager.registerSynchronization(held);
    return held;
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
