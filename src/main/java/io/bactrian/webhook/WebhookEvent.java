package io.bactrian.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The events of Evolution API that ask something of us. Their names come dotted in the body, in
 * upper case with underscores in its settings, and in kebab case in the path of a webhook by
 * events; all of them mean the same.
 */
public enum WebhookEvent {
  MESSAGES_UPSERT("messages.upsert"),
  SEND_MESSAGE("send.message"),
  SEND_MESSAGE_UPDATE("send.message.update"),
  MESSAGES_UPDATE("messages.update"),
  MESSAGES_EDITED("messages.edited"),
  MESSAGES_DELETE("messages.delete"),
  CONTACTS_UPSERT("contacts.upsert"),
  CONTACTS_UPDATE("contacts.update"),
  CONTACTS_SET("contacts.set"),
  GROUPS_UPSERT("groups.upsert"),
  GROUPS_UPDATE("groups.update"),
  GROUP_UPDATE("group.update"),
  GROUP_PARTICIPANTS_UPDATE("group-participants.update"),
  CONNECTION_UPDATE("connection.update");

  /** The others that Evolution can be told to send, up to 2.4, dotted. */
  private static final Set<String> NOT_HANDLED =
      Set.of(
          "application.startup",
          "qrcode.updated",
          "messages.set",
          "messaging.history.set",
          "presence.update",
          "chats.set",
          "chats.upsert",
          "chats.update",
          "chats.delete",
          "labels.edit",
          "labels.association",
          "call",
          "typebot.start",
          "typebot.change.status",
          "remove.instance",
          "logout.instance",
          "instance.create",
          "instance.delete",
          "status.instance",
          "error");

  private static final int LONGEST_NAME = 100;
  private static final Map<String, WebhookEvent> BY_DOTS =
      Arrays.stream(values())
          .collect(Collectors.toMap(event -> dotted(event.wireName), Function.identity()));

  private final String wireName;

  WebhookEvent(String wireName) {
    this.wireName = wireName;
  }

  /** The name that Evolution's body has. */
  public String wireName() {
    return wireName;
  }

  /** Empty for an event that nobody handles, and for null. */
  public static Optional<WebhookEvent> of(String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(BY_DOTS.get(dotted(name)));
  }

  /** Whether Evolution has an event of this name, handled or not. */
  static boolean exists(String name) {
    return of(name).isPresent() || NOT_HANDLED.contains(dotted(name));
  }

  /**
   * One name for all spellings: the wire name of an event we handle, else lower case with dots.
   *
   * @return null for null or blank
   */
  public static String normalise(String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    String dotted = dotted(name);
    return of(name)
        .map(WebhookEvent::wireName)
        .orElse(dotted.substring(0, Math.min(dotted.length(), LONGEST_NAME)));
  }

  /** Whether the same data at another time is another event: open, close, open are three. */
  public boolean repeats() {
    return switch (this) {
      case MESSAGES_UPSERT,
          SEND_MESSAGE,
          SEND_MESSAGE_UPDATE,
          MESSAGES_UPDATE,
          MESSAGES_EDITED,
          MESSAGES_DELETE ->
          false;
      case CONTACTS_UPSERT,
          CONTACTS_UPDATE,
          CONTACTS_SET,
          GROUPS_UPSERT,
          GROUPS_UPDATE,
          GROUP_UPDATE,
          GROUP_PARTICIPANTS_UPDATE,
          CONNECTION_UPDATE ->
          true;
    };
  }

  private static String dotted(String name) {
    return name.trim().toLowerCase(Locale.ROOT).replaceAll("[._\\-\\s]+", ".");
  }
}
