package io.bactrian.embedded.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evolution's calls by their paths. */
final class EvolutionApi {

  private static final Pattern CALL =
      Pattern.compile("^/((?:message|chat|group|instance|s3|webhook|settings)/\\w+)/([^/]+)$");

  private static final String ROOT = "/";
  private static final String ALL_INSTANCES = "/instance/fetchInstances";

  private final Instances instances;
  private final Messages messages;
  private final SendCalls sends;
  private final LookupCalls lookups;
  private final MediaCalls media;

  EvolutionApi(
      Instances instances,
      Messages messages,
      SendCalls sends,
      LookupCalls lookups,
      MediaCalls media) {
    this.instances = instances;
    this.messages = messages;
    this.sends = sends;
    this.lookups = lookups;
    this.media = media;
  }

  /** The instance that a path names; null where it is no call of Evolution. */
  static String instance(String path) {
    Matcher call = CALL.matcher(path);
    return call.matches() ? URLDecoder.decode(call.group(2), StandardCharsets.UTF_8) : null;
  }

  /** Whether a path is one of Evolution's, and not of the media host. */
  static boolean serves(String path) {
    return path.equals(ROOT) || path.equals(ALL_INSTANCES) || CALL.matcher(path).matches();
  }

  Answer answer(Request request) {
    if (request.path().equals(ROOT)) {
      return instances.welcome();
    }
    if (request.path().equals(ALL_INSTANCES)) {
      return instances.all(request.headers().get("apikey"));
    }
    Matcher call = CALL.matcher(request.path());
    if (!call.matches()) {
      return Answer.empty(404);
    }
    String instance = instance(request.path());
    return instances
        .refusal(instance, request.headers().get("apikey"))
        .orElseGet(() -> answer(request.method() + " " + call.group(1), instance, request));
  }

  private Answer answer(String call, String instance, Request request) {
    return switch (call) {
      case "POST message/sendText", "POST message/sendMedia", "POST message/sendWhatsAppAudio" ->
          sends.answer(call.substring(call.indexOf('/') + 1), instance, request.json());
      case "POST chat/whatsappNumbers" -> lookups.whatsappNumbers(request.json());
      case "POST chat/fetchProfilePictureUrl" -> lookups.profilePicture(request.json());
      case "POST chat/getBase64FromMediaMessage" -> media.base64(instance, request.json());
      case "POST chat/findMessages" -> Answer.json(200, messages.find(instance, request.json()));
      case "GET group/findGroupInfos" -> lookups.group(request.parameter("groupJid"));
      case "GET instance/connect" -> lookups.connect(instance);
      case "GET instance/connectionState" -> lookups.connectionState(instance);
      case "POST s3/getMediaUrl" -> media.url(request.json());
      case "GET webhook/find" -> Answer.json(200, instances.webhook(instance));
      case "GET settings/find" -> Answer.json(200, instances.settings(instance));
      case "POST webhook/set" -> lookups.setWebhook(instance, request.json());
      default ->
          Answer.json(
              404,
              java.util.Map.of(
                  "status",
                  404,
                  "error",
                  "Not Found",
                  "response",
                  java.util.Map.of(
                      "message", "Cannot " + request.method() + " " + request.path())));
    };
  }
}
