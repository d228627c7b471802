package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bactrian.evolution.EvolutionAccess;
import io.bactrian.profile.PictureFetch;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.storage.S3Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.mockito.Mockito;

/** The ladder before a server on loopback that plays media host and Evolution. */
final class Ladder implements AutoCloseable {

  /** How the server answers a path. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** One request as the server saw it. */
  record Request(String method, String target, Headers headers, String body) {}

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final ObjectStorage storage = Mockito.mock(ObjectStorage.class);
  final MediaFetch fetch;
  final PictureFetch pictures;
  final String base;
  final String host;
  private final Map<String, byte[]> names = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final MediaHttp http;
  private final Path temporary;
  private volatile Answer answer = exchange -> exchange.sendResponseHeaders(404, -1);

  /** {@code HOST} in a setting stands for the server's host and port. */
  Ladder(Path temporary, String... settings) {
    this.temporary = temporary;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(workers);
    server.start();
    host = "127.0.0.1:" + server.getAddress().getPort();
    base = "http://" + host;
    List<String> pairs = new ArrayList<>(List.of("temp-dir", temporary.toString()));
    Arrays.stream(settings).map(text -> text.replace("HOST", host)).forEach(pairs::add);
    if (!pairs.contains("allowed-hosts")) {
      pairs.addAll(List.of("allowed-hosts", host));
    }
    MediaSettings media = Settings.media(pairs.toArray(String[]::new));
    EvolutionAccess access = new Access(URI.create(base + "/evo/"));
    MediaHosts hosts = new MediaHosts(media, access, S3Endpoint.of(Settings.s3()));
    http = new MediaHttp(media, hosts, new Names());
    TemporaryMedia files = new TemporaryMedia(media);
    MediaDownload download = new MediaDownload(http, media);
    pictures =
        new PictureFetch(
            files,
            hosts,
            download,
            Settings.profile("picture-max-size", "64KB", "picture-deadline", "3s"));
    fetch =
        new MediaFetch(
            files, hosts, download, new EvolutionMedia(http, hosts, media, access), storage);
  }

  void hangUp() {
    server.stop(0);
  }

  void stop() throws IOException {
    http.destroy();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void answers(Answer to) {
    answer = to;
  }

  void answers(int status, byte[] body, String... headers) {
    answer =
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
          }
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        };
  }

  /** Makes a name resolve to this address. */
  void names(String name, int... address) {
    byte[] bytes = new byte[address.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) address[i];
    }
    names.put(name, bytes);
  }

  List<Path> temporaryFiles() {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      answer.to(exchange);
    } catch (IOException e) {
      // The other side hung up, as it should where a test says so.
      exchange.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    hangUp();
    workers.shutdownNow();
  }

  private record Access(URI baseUri) implements EvolutionAccess {
    @Override
    public String apiKey(String instance) {
      return "key-of-" + instance;
    }
  }

  private final class Names implements DnsResolver {
    @Override
    public InetAddress[] resolve(String name) throws UnknownHostException {
      byte[] address = names.get(name);
      return address == null
          ? SystemDefaultDnsResolver.INSTANCE.resolve(name)
          : new InetAddress[] {InetAddress.getByAddress(name, address)};
    }

    @Override
    public String resolveCanonicalHostname(String name) {
      return name;
    }
  }
}
