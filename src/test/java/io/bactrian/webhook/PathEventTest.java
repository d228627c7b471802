package io.bactrian.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathEventTest {

  @ParameterizedTest
  @CsvSource({
    "/webhooks/evolution/messages-upsert, messages.upsert",
    "/webhooks/evolution/messages-upsert/, messages.upsert",
    "/webhooks/evolution/send-message, send.message",
    "/webhooks/evolution/group-participants-update, group-participants.update",
    "/webhooks/evolution/connection-update, connection.update",
    "/webhooks/evolution/presence-update, presence.update",
    "/webhooks/evolution/messaging-history-set, messaging.history.set",
    "/webhooks/evolution/send-message-update, send.message.update",
    "/webhooks/evolution/typebot-change-status, typebot.change.status"
  })
  void anEventsKebabNamesIt(String path, String event) {
    assertThat(WebhookReception.pathEvent(path)).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/evolution",
        "/webhooks/evolution/",
        "/webhooks/evolution/acme-support",
        "/webhooks/evolution/acme/messages-upsert",
        "/webhooks",
        "/webhooks/nowhere/messages-upsert",
        "/elsewhere/abcdefghi/messages-upsert"
      })
  void anyOtherPathNamesNone(String path) {
    assertThat(WebhookReception.pathEvent(path)).isNull();
  }
}
