package io.bactrian.api.send;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.ChatAddress;
import io.bactrian.api.http.FieldError;
import io.bactrian.chat.InstanceName;
import io.bactrian.send.OutgoingMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Makes a message of what was posted, or says all that is wrong with it. */
@Component
final class MessageValidation {

  /** As many as a group has members at most. */
  private static final int MAX_MENTIONED = 1024;

  private static final Pattern WHATSAPP_ID = Pattern.compile("[!-~]{1,255}");
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[ -~]{1,255}");

  private final ApiSettings settings;
  private final MediaValidation mediaValidation;

  MessageValidation(ApiSettings settings, MediaValidation mediaValidation) {
    this.settings = settings;
    this.mediaValidation = mediaValidation;
  }

  /**
   * Makes a message of what was posted.
   *
   * @throws ApiProblem 400 with every error found
   */
  OutgoingMessage validate(MessageRequest request) {
    List<FieldError> errors = new ArrayList<>();
    String instance = instance(request.instance(), errors);
    String to = recipient(request.to(), errors);
    String text = present(request.text()) ? request.text() : null;
    OutgoingMessage.Media media = null;
    checkText("text", text, errors);
    if (request.media() != null) {
      media = mediaValidation.validate(request.media(), text, errors);
      checkText("media.caption", request.media().caption(), errors);
    } else if (text == null) {
      errors.add(FieldError.of("text", "is required, or else media"));
    }
    String quoted = quoted(request.quoted(), errors);
    Duration delay = delay(request.delay(), errors);
    List<String> mentioned = mentioned(request.mentioned(), errors);
    boolean everyOne = everyOne(request.mentionsEveryOne(), to, errors);
    if (!errors.isEmpty()) {
      throw ApiProblem.invalid(errors);
    }
    return new OutgoingMessage(
        instance,
        to,
        media == null ? text : null,
        media,
        quoted,
        delay,
        mentioned,
        everyOne,
        request.linkPreview());
  }

  /**
   * Reads the header {@code Idempotency-Key}; the quotes that the IETF draft writes around it are
   * not part of the key.
   *
   * @return null if there is none
   * @throws ApiProblem 400 if it is empty, too long or not plain ASCII
   */
  static String idempotencyKey(String header) {
    if (header == null) {
      return null;
    }
    String key = header.strip();
    if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
      key = key.substring(1, key.length() - 1);
    }
    if (key.isBlank() || !IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw ApiProblem.badRequest("'Idempotency-Key' must be 1 to 255 printable ASCII characters.");
    }
    return key;
  }

  private static String instance(String instance, List<FieldError> errors) {
    if (!present(instance)) {
      errors.add(FieldError.of("instance", "is required"));
    } else if (!InstanceName.isFit(instance)) {
      errors.add(FieldError.of("instance", "is not the name of an instance"));
    }
    return instance;
  }

  private static String recipient(String to, List<FieldError> errors) {
    if (!present(to)) {
      errors.add(FieldError.of("to", "is required"));
      return null;
    }
    String jid = ChatAddress.of(to).orElse(null);
    if (jid == null) {
      errors.add(FieldError.of("to", "must be a phone number of 7 to 15 digits or a JID"));
    }
    return jid;
  }

  private void checkText(String field, String text, List<FieldError> errors) {
    if (text == null) {
      return;
    }
    if (text.length() > settings.maxTextLength()) {
      errors.add(
          FieldError.of(
              field, "must not exceed %d characters".formatted(settings.maxTextLength())));
    }
    if (text.indexOf('\0') >= 0) {
      errors.add(FieldError.of(field, "must not hold a NUL character"));
    }
  }

  private static String quoted(JsonNode quoted, List<FieldError> errors) {
    if (quoted == null || quoted.isNull() || (quoted.isTextual() && quoted.asText().isBlank())) {
      return null;
    }
    String id = (quoted.isObject() ? quoted.at("/key/id") : quoted).textValue();
    if (id == null || !WHATSAPP_ID.matcher(id).matches()) {
      errors.add(FieldError.of("quoted", "must be the WhatsApp id of a message"));
    }
    return id;
  }

  private static boolean everyOne(Boolean asked, String to, List<FieldError> errors) {
    boolean everyOne = Boolean.TRUE.equals(asked);
    if (everyOne && to != null && !to.endsWith("@g.us")) {
      errors.add(FieldError.of("mentionsEveryOne", "is for groups only"));
    }
    return everyOne;
  }

  private Duration delay(Long delay, List<FieldError> errors) {
    if (delay == null) {
      return null;
    }
    long max = settings.maxDelay().toMillis();
    if (delay < 0 || delay > max) {
      errors.add(FieldError.of("delay", "must be 0 to %d milliseconds".formatted(max)));
    }
    return Duration.ofMillis(delay);
  }

  private static List<String> mentioned(List<String> mentioned, List<FieldError> errors) {
    if (mentioned == null) {
      return List.of();
    }
    List<String> jids =
        mentioned.stream()
            .map(one -> ChatAddress.of(one).orElse(null))
            .filter(Objects::nonNull)
            .toList();
    if (jids.size() < mentioned.size() || jids.size() > MAX_MENTIONED) {
      errors.add(
          FieldError.of(
              "mentioned", "must be at most %d phone numbers or JIDs".formatted(MAX_MENTIONED)));
    }
    return jids.stream().distinct().toList();
  }

  private static boolean present(String value) {
    return value != null && !value.isBlank();
  }
}
