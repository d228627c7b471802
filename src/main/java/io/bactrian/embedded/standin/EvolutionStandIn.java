package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Evolution API and WhatsApp's media host on one port, with what they know and how they fail in the
 * hands of a test. It calls no webhook by itself. All methods may be called at any time and from
 * any thread.
 */
public final class EvolutionStandIn implements AutoCloseable {

  /** The global key, sent in the header {@code apikey}, where none was chosen. */
  public static final String DEFAULT_API_KEY = "stand-in";

  private static final String LOOPBACK = "127.0.0.1";

  private final String apiKey;
  private final String address;
  private final HttpListener listener;
  private final Faults faults = new Faults();
  private final CallLog log = new CallLog();
  private final MediaHost host = new MediaHost();
  private final Messages messages = new Messages();
  private final Instances instances;
  private final SendCalls sends;
  private final LookupCalls lookups;
  private final EvolutionApi api;
  private final Steering steering = new Steering(this);

  /** Listens on this port of 127.0.0.1, or on a free one where it is 0. */
  public EvolutionStandIn(int port) {
    this(port, DEFAULT_API_KEY);
  }

  public EvolutionStandIn(int port, String apiKey) {
    this(LOOPBACK, port, apiKey);
  }

  /** Listens on the address of that name, by which it is also told to others. */
  public EvolutionStandIn(String address, int port, String apiKey) {
    this.apiKey = apiKey;
    this.address = address;
    this.instances = new Instances(apiKey);
    this.sends = new SendCalls(instances, messages, host);
    try {
      this.listener = new HttpListener(address, port, this::reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.lookups = new LookupCalls(instances, baseUrl());
    this.api =
        new EvolutionApi(
            instances, messages, sends, lookups, new MediaCalls(messages, host, baseUrl()));
    listener.start();
  }

  /** Runs until it is killed. The arguments are port and address, 27004 and loopback without. */
  public static void main(String[] args) throws InterruptedException {
    try (EvolutionStandIn standIn =
        new EvolutionStandIn(
            args.length < 2 ? LOOPBACK : args[1],
            args.length == 0 ? 27004 : Integer.parseInt(args[0]),
            DEFAULT_API_KEY)) {
      System.out.println("stand-in on " + standIn.baseUrl());
      Thread.currentThread().join();
    }
  }

  /** Scheme, host and port: Evolution's base URL and the media host's alike. */
  public String baseUrl() {
    return "http://" + authority();
  }

  /** Host and port, as a list of allowed hosts names them. */
  public String authority() {
    return address + ":" + listener.port();
  }

  public String apiKey() {
    return apiKey;
  }

  /** Makes this instance known, with a key of its own; from then on unnamed ones are unknown. */
  public EvolutionStandIn instance(String name, String key) {
    instances.add(name, key);
    return this;
  }

  /** open, connecting or close; sends by an instance that is not open fail as transient. */
  public EvolutionStandIn state(String instance, String state) {
    instances.state(instance, state);
    return this;
  }

  /** Answers as this version does; 2.3.7 until it is told. */
  public EvolutionStandIn version(String number) {
    instances.version(number);
    return this;
  }

  /** WHATSAPP-BUSINESS for one of Meta's Cloud API, WHATSAPP-BAILEYS as all are at first. */
  public EvolutionStandIn integration(String instance, String integration) {
    instances.integration(instance, integration);
    return this;
  }

  /** Meta refuses sends to this number by an instance of its Cloud API. */
  public EvolutionStandIn metaRefuses(String number, JsonNode error) {
    sends.cloud().refuse(number, error);
    return this;
  }

  /** What {@code webhook/find} answers; null by default, as Evolution does where none is set. */
  public EvolutionStandIn webhook(String instance, JsonNode webhook) {
    instances.webhook(instance, webhook);
    return this;
  }

  /** What {@code settings/find} answers; Evolution's defaults until it is told. */
  public EvolutionStandIn settings(String instance, JsonNode settings) {
    instances.settings(instance, settings);
    return this;
  }

  /** Puts a message, shaped as a webhook's data, into Evolution's database. */
  public EvolutionStandIn message(String instance, JsonNode message) {
    messages.add(instance, message);
    return this;
  }

  /** What {@code findGroupInfos} answers for this group in place of the sample. */
  public EvolutionStandIn group(String jid, JsonNode group) {
    lookups.group(jid, group);
    return this;
  }

  /** The profile picture's URL; empty for none. */
  public EvolutionStandIn picture(String jid, String url) {
    lookups.picture(jid, url);
    return this;
  }

  /** The chat that a number is on WhatsApp, where that is another spelling of it. */
  public EvolutionStandIn number(String number, String jid) {
    lookups.number(number, jid);
    return this;
  }

  /** Sends to this number, as it is written in the request, are refused for good. */
  public EvolutionStandIn notOnWhatsApp(String number) {
    sends.notOnWhatsApp(number);
    return this;
  }

  /** Serves plain content at a path, whatever the query. */
  public EvolutionStandIn put(String path, Content content, String contentType) {
    host.put(path, content, contentType);
    return this;
  }

  /** Serves an encrypted file at a path, and knows its plaintext in getBase64FromMediaMessage. */
  public EvolutionStandIn put(String path, EncryptedMedia media) {
    host.put(path, media);
    return this;
  }

  /** The plaintext of the samples' image, sticker, video, ptv, audio, ptt or document. */
  public byte[] sample(String kind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      host.sample(kind).media().plain().writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Fails from now on as told; the first fault that matches a request and is not spent counts. */
  public EvolutionStandIn fault(Fault fault) {
    faults.add(fault);
    return this;
  }

  public EvolutionStandIn clearFaults() {
    faults.clear();
    return this;
  }

  /** Calls the listener after each message that was taken to be sent. */
  public EvolutionStandIn onSend(Consumer<Call> listener) {
    log.onSend(listener);
    return this;
  }

  /** The last 50,000 calls, oldest first. */
  public List<Call> calls() {
    return log.calls();
  }

  /** Of those the messages that were taken to be sent. */
  public List<Call> sends() {
    return log.calls().stream().filter(Call::sent).toList();
  }

  /** Exact count of calls whose "METHOD /path" contains a match of the regular expression. */
  public long count(String expression) {
    return log.count(expression);
  }

  /** Exact counts by "METHOD /path". */
  public Map<String, Long> counts() {
    return log.counts();
  }

  public EvolutionStandIn clearCalls() {
    log.clear();
    return this;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply reply(Request request) {
    if (request.path().startsWith("/stand-in/")) {
      return new Reply(steering.answer(request), null);
    }
    Fault fault = faults.take(request.target()).orElse(null);
    boolean instead = fault != null && fault.insteadOfAnswer();
    String instance = EvolutionApi.instance(request.path());
    Answer answer;
    if (instead) {
      answer = Answer.told(fault);
    } else {
      answer = EvolutionApi.serves(request.path()) ? api.answer(request) : host.answer(request);
    }
    log.record(call(request, answer, instance));
    return fault != null && fault.action() == Fault.Action.FAIL
        ? new Reply(Answer.told(fault), null)
        : new Reply(answer, fault);
  }

  private static Call call(Request request, Answer answer, String instance) {
    String number = null;
    String text = null;
    String id = null;
    ObjectNode options = null;
    if (request.path().startsWith("/message/")) {
      JsonNode json = request.json();
      number = json.path("number").asText(null);
      text = json.path("text").asText(json.path("caption").asText(null));
      id = answer.status() == 201 ? id(answer) : null;
      options = json.isObject() ? json.deepCopy() : Samples.JSON.createObjectNode();
      options.remove(List.of("media", "audio"));
    }
    return new Call(
        Instant.now(),
        request.method(),
        request.path(),
        answer.status(),
        instance,
        number,
        text,
        id,
        options);
  }

  private static String id(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(bytes);
      return Samples.JSON.readTree(bytes.toByteArray()).at("/key/id").asText(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
