package io.bactrian.media;

import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Downloads one file and says what a refusal means for its rung. */
@Component
public class MediaDownload {

  /** WhatsApp's media host wants to be called by its own web client. */
  private static final String WEB_CLIENT = "https://web.whatsapp.com";

  private final MediaHttp http;
  private final MediaSettings settings;

  MediaDownload(MediaHttp http, MediaSettings settings) {
    this.http = http;
    this.settings = settings;
  }

  /** What is done with the bytes as they come. */
  @FunctionalInterface
  interface Transfer {
    void take(InputStream in, OutputStream out) throws IOException;
  }

  /** A plain link. */
  void plain(Target target, OutputStream out) {
    run(get(target), target, DownloadLimits.of(settings), InputStream::transferTo, out);
  }

  /** A link of the host of profile pictures. */
  public void picture(Target target, DownloadLimits limits, OutputStream out) {
    run(get(target), target, limits, InputStream::transferTo, out);
  }

  /** A link of WhatsApp's media host. */
  void fromMediaHost(Target target, Transfer transfer, OutputStream out) {
    HttpGet get = get(target);
    get.setHeader("Origin", WEB_CLIENT);
    get.setHeader(HttpHeaders.REFERER, WEB_CLIENT + "/");
    run(get, target, DownloadLimits.of(settings), transfer, out);
  }

  private static HttpGet get(Target target) {
    HttpGet get = target.on(new HttpGet("/"));
    get.setHeader(HttpHeaders.ACCEPT, "*/*");
    get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    return get;
  }

  private void run(
      HttpGet get, Target target, DownloadLimits limits, Transfer transfer, OutputStream out) {
    http.exchange(
        get,
        target,
        limits.idle(),
        limits.deadline(),
        response -> {
          check(response, limits.maxSize());
          HttpEntity body = response.getEntity();
          transfer.take(body == null ? InputStream.nullInputStream() : body.getContent(), out);
          return null;
        });
  }

  private void check(ClassicHttpResponse response, long maxSize) {
    int status = response.getCode();
    if (MediaHttp.passing(status)) {
      throw http.unavailable("HTTP " + status, response);
    }
    if (status >= 300 && status < 400) {
      throw new RungDeadException("redirect refused (HTTP %d)".formatted(status));
    }
    if (status != 200) {
      throw new RungDeadException("HTTP " + status);
    }
    Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.getValue().equalsIgnoreCase("identity")) {
      throw new RungDeadException("unasked content encoding");
    }
    HttpEntity body = response.getEntity();
    long announced = body == null ? 0 : body.getContentLength();
    if (announced > maxSize) {
      throw RungDeadException.forGood("announced as %d bytes, too large".formatted(announced));
    }
  }
}
