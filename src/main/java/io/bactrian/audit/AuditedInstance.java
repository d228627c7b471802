package io.bactrian.audit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An instance while it is audited.
 *
 * @param webhook what Evolution says of its webhook; null before it was asked
 */
public record AuditedInstance(String name, JsonNode webhook) {

  AuditedInstance withWebhook(JsonNode answer) {
    return new AuditedInstance(name, answer);
  }
}
