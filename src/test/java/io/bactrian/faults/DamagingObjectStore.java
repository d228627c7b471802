package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 before another S3: it keeps other bytes than it was given of every so many-th object, and
 * answers 200 with the ETag of what it keeps.
 */
final class DamagingObjectStore implements AutoCloseable {

  private static final String CHUNKED = "aws-chunked";
  private static final Duration DRIP = Duration.ofMillis(100);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;
  private final S3Client real;
  private final int every;
  private final AtomicInteger puts = new AtomicInteger();
  private final Map<String, AtomicInteger> damages = new ConcurrentHashMap<>();
  private final Set<String> unstamped = ConcurrentHashMap.newKeySet();
  private volatile byte[] previous = {42};
  private volatile Pattern endless;

  /**
   * @param every which of the objects put are damaged: every so many-th; 0 for none
   */
  DamagingObjectStore(ObjectStore store, int every) {
    this.every = every;
    real =
        S3Client.builder()
            .endpointOverride(URI.create(store.endpoint()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClientBuilder(Apache5HttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ObjectStore.KEY, ObjectStore.SECRET)))
            .build();
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** How many objects were kept otherwise than they came, by what was done to them. */
  Map<String, AtomicInteger> damages() {
    return damages;
  }

  /** What was put without its MD5. */
  Set<String> unstamped() {
    return unstamped;
  }

  /** Replaces what lies under a key, as a disk does that rots. */
  void overwrite(String bucket, String key, UnaryOperator<byte[]> damage) {
    byte[] bytes = real.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    real.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(damage.apply(bytes)));
  }

  void delete(String bucket, String key) {
    real.deleteObject(gone -> gone.bucket(bucket).key(key));
  }

  /**
   * Answers without an end from now on where a match is found in method and key; a byte at a time
   * where the key has "slow" in it. Null ends that.
   */
  void endless(String request) {
    endless = request == null ? null : Pattern.compile(request);
  }

  private static void flood(HttpExchange exchange, boolean slow) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    exchange.sendResponseHeaders(200, 0);
    byte[] bytes = new byte[slow ? 1 : 1 << 16];
    while (true) {
      exchange.getResponseBody().write(bytes);
      if (slow) {
        exchange.getResponseBody().flush();
        LockSupport.parkNanos(DRIP.toNanos());
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
    String bucket = path[0];
    String key = path.length > 1 ? path[1] : "";
    Pattern flooded = endless;
    try {
      if (flooded != null && flooded.matcher(exchange.getRequestMethod() + " " + key).find()) {
        flood(exchange, key.contains("slow"));
      }
      switch (exchange.getRequestMethod() + (key.isEmpty() ? " bucket" : "")) {
        case "HEAD bucket" -> {
          real.headBucket(head -> head.bucket(bucket));
          exchange.sendResponseHeaders(200, -1);
        }
        case "GET bucket" -> send(exchange, 200, "<ListBucketResult/>");
        case "PUT bucket" -> {
          real.createBucket(create -> create.bucket(bucket));
          exchange.sendResponseHeaders(200, -1);
        }
        case "PUT" -> put(exchange, bucket, key);
        case "GET" -> get(exchange, bucket, key);
        case "HEAD" -> head(exchange, bucket, key);
        case "DELETE" -> {
          delete(bucket, key);
          exchange.sendResponseHeaders(204, -1);
        }
        default -> exchange.sendResponseHeaders(501, -1);
      }
    } catch (NoSuchKeyException e) {
      refuse(exchange, 404, "NoSuchKey");
    } catch (S3Exception e) {
      refuse(exchange, e.statusCode(), e.statusCode() == 404 ? "NoSuchBucket" : "InternalError");
    } finally {
      exchange.close();
    }
  }

  private void put(HttpExchange exchange, String bucket, String key) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    byte[] given =
        encoding != null && encoding.contains(CHUNKED)
            ? unchunked(exchange.getRequestBody())
            : exchange.getRequestBody().readAllBytes();
    if (!exchange.getRequestHeaders().containsKey("Content-MD5")) {
      unstamped.add(key);
    }
    byte[] kept = damaged(given);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String tag =
        real.putObject(
                put -> put.bucket(bucket).key(key).contentType(type), RequestBody.fromBytes(kept))
            .eTag();
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.sendResponseHeaders(200, -1);
  }

  private byte[] damaged(byte[] given) {
    int number = puts.incrementAndGet();
    byte[] other = previous;
    previous = given;
    if (every == 0 || number % every != 0) {
      return given;
    }
    String damage = new String[] {"flipped", "truncated", "of another"}[number / every % 3];
    damages.computeIfAbsent(damage, name -> new AtomicInteger()).incrementAndGet();
    return switch (damage) {
      case "flipped" -> flipped(given);
      case "truncated" -> Arrays.copyOf(given, given.length * 3 / 4);
      default -> other;
    };
  }

  /** The same bytes but for one bit. */
  static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private void get(HttpExchange exchange, String bucket, String key) throws IOException {
    ResponseBytes<GetObjectResponse> object =
        real.getObjectAsBytes(get -> get.bucket(bucket).key(key));
    byte[] bytes = object.asByteArray();
    exchange.getResponseHeaders().set("ETag", object.response().eTag());
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void head(HttpExchange exchange, String bucket, String key) throws IOException {
    HeadObjectResponse object = real.headObject(head -> head.bucket(bucket).key(key));
    exchange.getResponseHeaders().set("ETag", object.eTag());
    exchange.getResponseHeaders().set("Content-Length", object.contentLength().toString());
    exchange.sendResponseHeaders(200, -1);
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      send(exchange, status, "<Error><Code>%s</Code></Error>".formatted(code));
    }
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Takes the chunks of a signed body together; their signatures are nobody's matter here. */
  private static byte[] unchunked(InputStream in) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    InputStream all = new ByteArrayInputStream(in.readAllBytes());
    for (int size = chunkSize(all); size > 0; size = chunkSize(all)) {
      whole.write(all.readNBytes(size));
      all.skipNBytes(2);
    }
    return whole.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      line.append((char) c);
    }
    return Integer.parseInt(line.toString().split("[;\r]", 2)[0], 16);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    real.close();
  }
}
