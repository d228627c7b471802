package io.bactrian.audit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Evolution's settings are compared with. How often it is looked whether a comparison is due,
 * {@code check-period} and {@code initial-delay}, is read by the route {@code audit-instances}.
 *
 * @param period between two comparisons
 * @param webhookUrl this hub as Evolution reaches it, up to {@code /webhooks/evolution}; null if
 *     only the path is to be compared
 * @param events that every instance has to deliver, as Evolution names them
 * @param base64 whether webhooks are to bear their media inline
 * @param instances the only ones that are compared; empty for all that the hub or Evolution knows
 * @param accepted names of settings that are meant to be as they are
 * @param videoEvidence media by Evolution's storage, and not one video among them, after which it
 *     is thought to drop videos; 0 for never
 * @param doubledEvents events that came twice after which two webhooks are thought to deliver them;
 *     0 for never
 * @param doubledShare of the newest events of the last hour, which these have to be at least
 * @param doubledWithin between both deliveries; Evolution repeats what failed after 4 s at the
 *     soonest
 */
@ConfigurationProperties("bactrian.audit")
public record AuditSettings(
    @DefaultValue("1h") Duration period,
    URI webhookUrl,
    @DefaultValue({
          "MESSAGES_UPSERT",
          "MESSAGES_UPDATE",
          "MESSAGES_EDITED",
          "MESSAGES_DELETE",
          "SEND_MESSAGE",
          "CONTACTS_UPSERT",
          "CONTACTS_UPDATE",
          "GROUPS_UPSERT",
          "GROUP_PARTICIPANTS_UPDATE",
          "CONNECTION_UPDATE"
        })
        List<String> events,
    @DefaultValue("false") boolean base64,
    @DefaultValue List<String> instances,
    @DefaultValue List<String> accepted,
    @DefaultValue("50") int videoEvidence,
    @DefaultValue("5") int doubledEvents,
    @DefaultValue("0.2") double doubledShare,
    @DefaultValue("3s") Duration doubledWithin) {}
