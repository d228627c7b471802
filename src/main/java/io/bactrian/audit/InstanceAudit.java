package io.bactrian.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.InstanceName;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.flow.ExchangeState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls by which Evolution is asked for its settings, and what their answers mean. */
@Component("instanceAudit")
public class InstanceAudit {

  private final JdbcClient jdbc;
  private final EvolutionRequests evolution;
  private final AuditSettings settings;
  private final SettingsComparison comparison;
  private final Symptoms symptoms;
  private final AuditBook book;
  private final Clock clock;

  public InstanceAudit(
      JdbcClient jdbc,
      EvolutionRequests evolution,
      AuditSettings settings,
      SettingsComparison comparison,
      Symptoms symptoms,
      AuditBook book,
      Clock clock) {
    this.jdbc = jdbc;
    this.evolution = evolution;
    this.settings = settings;
    this.comparison = comparison;
    this.symptoms = symptoms;
    this.book = book;
    this.clock = clock;
  }

  /** The call for all instances; null while the last comparison is fresh. */
  public EvolutionCall instancesCall() {
    Instant last = book.completedAt();
    if (last != null && clock.instant().isBefore(last.plus(settings.period()))) {
      return null;
    }
    return evolution.getOfAll("instance/fetchInstances");
  }

  /**
   * Who is compared: the instances that the hub knows and those that Evolution names.
   *
   * @param answer null where Evolution does not list its instances to us
   */
  public List<String> instances(JsonNode answer) {
    TreeSet<String> names =
        new TreeSet<>(
            jdbc.sql("select name from instance union select instance from conversation")
                .query(String.class)
                .list());
    if (answer != null) {
      for (JsonNode named : answer) {
        // Before 2.0 an instance was wrapped in one more object.
        String old = named.path("instance").path("instanceName").asText("");
        names.add(named.path("name").asText(old));
      }
    }
    // What was recorded or is listed under another name can't be asked for.
    names.removeIf(name -> !InstanceName.isFit(name));
    if (!settings.instances().isEmpty()) {
      names.retainAll(settings.instances());
      names.addAll(settings.instances());
    }
    return new ArrayList<>(names);
  }

  /** Begins with an instance. */
  public AuditedInstance begin(@Body String name) {
    return new AuditedInstance(name, null);
  }

  /** The call for an instance's webhook. */
  public EvolutionCall webhookCall(
      @ExchangeProperty(ExchangeState.AUDITED) AuditedInstance audited) {
    return evolution.get("webhook/find", audited.name());
  }

  /** The instance with what Evolution answered of its webhook. */
  public AuditedInstance webhook(
      JsonNode answer, @ExchangeProperty(ExchangeState.AUDITED) AuditedInstance audited) {
    return audited.withWebhook(answer);
  }

  /** The call for an instance's settings. */
  public EvolutionCall settingsCall(
      @ExchangeProperty(ExchangeState.AUDITED) AuditedInstance audited) {
    return evolution.get("settings/find", audited.name());
  }

  /** Both have answered. */
  public void compare(
      JsonNode options, @ExchangeProperty(ExchangeState.AUDITED) AuditedInstance audited) {
    Instant now = clock.instant();
    String instance = audited.name();
    List<Drift> found = symptoms.of(instance, now);
    found.addAll(comparison.compare(instance, audited.webhook(), options, now));
    book.record(instance, found);
  }

  /** All of them were compared. */
  public void complete(@Body List<String> instances) {
    book.everywhere(symptoms.everywhere(clock.instant()));
    book.complete(instances);
  }
}
