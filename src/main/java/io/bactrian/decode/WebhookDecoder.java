package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.InstanceName;
import io.bactrian.webhook.WebhookEvent;
import io.bactrian.webhook.WebhookSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Makes of an event, whatever version of Evolution sent it, what it says. */
@Component
public class WebhookDecoder {

  private final WireJson json;
  private final MessageReader messages;
  private final ProtocolReader protocol = new ProtocolReader();
  private final UpdateReader updates = new UpdateReader(protocol);
  private final ContactReader contacts = new ContactReader();
  private final GroupReader groups = new GroupReader();

  public WebhookDecoder(WebhookSettings settings) {
    json = new WireJson(settings);
    messages = new MessageReader(new MediaReader(json), protocol);
  }

  /**
   * Decodes an event that has just come.
   *
   * @throws NotUnderstoodException if nothing of an event we handle is understood
   */
  public Decoded decode(RawEvent event) throws NotUnderstoodException {
    return event.disposition() == Disposition.IGNORED
        ? ignored(event.name(), event.instance())
        : decode(event.id(), event.name(), event.bytes());
  }

  /**
   * Decodes an event that was kept.
   *
   * @param eventId the id it was read with: claims of another one are not honoured
   * @param fallbackName counts if the body names no event; or null
   * @throws NotUnderstoodException if nothing of an event we handle is understood
   */
  public Decoded decode(UUID eventId, String fallbackName, byte[] raw)
      throws NotUnderstoodException {
    JsonNode root = json.content(raw);
    String given = root.path("event").isTextual() ? root.path("event").textValue() : null;
    String name =
        WebhookEvent.normalise(
            given == null || given.isBlank() ? fallbackName : WireValues.clean(given));
    if (name == null) {
      throw new NotUnderstoodException("no event is named");
    }
    // As it is: a name that has to be mended first is not the one that it would become.
    String instance =
        root.path("instance").isValueNode() ? root.path("instance").asText(null) : null;
    WebhookEvent event = WebhookEvent.of(name).orElse(null);
    if (event == null) {
      return ignored(name, instance);
    }
    if (!InstanceName.isFit(instance)) {
      throw new NotUnderstoodException("no usable instance is named");
    }
    String self = KeyReader.jid(root.path("sender"));
    return decodeAll(instance, new Envelope(eventId, event, self, root.path("data")));
  }

  private Decoded decodeAll(String instance, Envelope envelope) throws NotUnderstoodException {
    JsonNode data = envelope.data();
    if (!data.isContainerNode()) {
      throw new NotUnderstoodException("there is no data");
    }
    List<Incoming> items = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int index = 0;
    for (JsonNode element : data.isArray() ? data : List.of(data)) {
      String place = data.isArray() ? "data[" + index + "]: " : "";
      try {
        items.addAll(decodeOne(envelope, element, problem -> problems.add(place + problem)));
      } catch (NotUnderstoodException e) {
        problems.add(place + e.getMessage());
      }
      index++;
    }
    if (items.isEmpty() && !problems.isEmpty()) {
      throw new NotUnderstoodException(String.join("; ", problems));
    }
    return new Decoded(
        envelope.event().wireName(),
        instance,
        envelope.self(),
        items.isEmpty() ? Disposition.IGNORED : Disposition.RELEVANT,
        List.copyOf(items),
        List.copyOf(problems));
  }

  private List<Incoming> decodeOne(Envelope envelope, JsonNode data, Consumer<String> problems)
      throws NotUnderstoodException {
    return switch (envelope.event()) {
      case MESSAGES_UPSERT, SEND_MESSAGE -> messages.read(envelope, data);
      case MESSAGES_UPDATE -> updates.readStatus(envelope, data, problems);
      case MESSAGES_EDITED -> protocol.readBare(envelope, data);
      case SEND_MESSAGE_UPDATE -> protocol.readSent(envelope, data);
      case MESSAGES_DELETE -> updates.readDeletion(envelope, data);
      case CONTACTS_UPSERT, CONTACTS_UPDATE, CONTACTS_SET -> contacts.readContact(envelope, data);
      case GROUPS_UPSERT, GROUPS_UPDATE, GROUP_UPDATE -> groups.readGroup(envelope, data);
      case GROUP_PARTICIPANTS_UPDATE -> groups.readMembers(envelope, data);
      case CONNECTION_UPDATE -> contacts.readConnection(envelope, data);
    };
  }

  private static Decoded ignored(String name, String instance) {
    return new Decoded(name, instance, null, Disposition.IGNORED, List.of(), List.of());
  }
}
