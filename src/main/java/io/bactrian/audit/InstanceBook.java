package io.bactrian.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.InstanceName;
import io.bactrian.chat.Instances;
import io.bactrian.evolution.EvolutionReplaced;
import io.bactrian.evolution.EvolutionVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of the instances: channel, version, connection, and what the audit found. */
@Component("instanceBook")
public class InstanceBook {

  private static final Set<String> STATES = Set.of("open", "connecting", "close");

  /** Evolution's close code after which it stays down until somebody connects it again. */
  private static final String FINAL = "408";

  /**
   * Where Evolution has not said by what it is connected, the id of a message tells, whichever is
   * found first: an instance is of one channel for good. Names are found one after the other in an
   * index, for there are many more conversations.
   */
  private static final String SELECT =
      """
      with recursive seen (name) as (
        (select instance from conversation order by instance limit 1)
        union all
        select (select instance from conversation where instance > seen.name
          order by instance limit 1)
        from seen where seen.name is not null)
      select named.name, instance.version, state, reason, changed_at, gone_at,
        coalesce(channel, (
          select case when whatsapp_id like 'wamid.%' then 'cloud' else 'baileys' end
          from conversation cross join lateral (
            select whatsapp_id from message
            where conversation_id = conversation.id and whatsapp_id is not null
            limit 1) as any_message
          where conversation.instance = named.name
          limit 1)) as channel
      from (
        select name from instance union select name from seen where name is not null) as named
      left join instance on instance.name = named.name
      order by named.name""";

  private final JdbcClient jdbc;
  private final Instances instances;
  private final EvolutionVersion version;
  private final AuditBook audit;
  private final ApplicationEventPublisher events;

  public InstanceBook(
      JdbcClient jdbc,
      Instances instances,
      EvolutionVersion version,
      AuditBook audit,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.instances = instances;
    this.version = version;
    this.audit = audit;
    this.events = events;
  }

  /** Takes over what Evolution lists of its instances; null where it lists none to us. */
  public void learn(@Body JsonNode list) {
    if (list == null) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (JsonNode each : list) {
      JsonNode listed = each.has("instance") ? each.get("instance") : each;
      String name = listed.path("name").asText(listed.path("instanceName").asText(""));
      if (InstanceName.isFit(name)) {
        names.add(name);
        String state = listed.path("connectionStatus").asText(listed.path("status").asText(null));
        boolean replaced =
            instances.listed(
                name,
                STATES.contains(state) ? state : null,
                channel(listed.path("integration").asText("")),
                version.value().orElse(null));
        if (replaced) {
          events.publishEvent(new EvolutionReplaced(name));
        }
      }
    }
    instances.listedAlone(names);
  }

  private static String channel(String integration) {
    return switch (integration) {
      case "WHATSAPP-BAILEYS" -> "baileys";
      case "WHATSAPP-BUSINESS" -> "cloud";
      default -> null;
    };
  }

  /** All of them, by name. */
  public List<InstanceState> all() {
    return jdbc.sql(SELECT).query((row, n) -> state(row)).list();
  }

  private InstanceState state(ResultSet row) throws SQLException {
    String name = row.getString("name");
    String told = row.getString("state");
    String connection = "refused".equals(told) ? "close" : told;
    List<InstanceState.Finding> findings = new ArrayList<>();
    if ("close".equals(connection)) {
      findings.add(closed(name, row.getString("reason")));
    }
    audit.of(name).forEach(drift -> findings.add(finding(drift)));
    String channel = row.getString("channel");
    return new InstanceState(
        name,
        channel == null ? "unknown" : channel,
        told(row.getString("version")),
        STATES.contains(String.valueOf(connection)) ? connection : "unknown",
        instant(row.getTimestamp("changed_at")),
        instant(row.getTimestamp("gone_at")),
        findings);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private String told(String last) {
    return last == null ? version.value().orElse(null) : last;
  }

  private static InstanceState.Finding closed(String name, String reason) {
    String connect = "POST /api/instances/" + name + "/connect";
    return new InstanceState.Finding(
        "connection",
        reason == null ? "close" : "close (" + reason + ")",
        "open",
        FINAL.equals(reason)
            ? connect + ": Evolution does not connect it again by itself"
            : connect,
        false);
  }

  private static InstanceState.Finding finding(Drift drift) {
    return new InstanceState.Finding(
        drift.setting(), drift.found(), drift.expected(), drift.remedy(), drift.accepted());
  }
}
