package io.bactrian.media;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Looks whether a file can be had without the signature that its link brings. */
@Component
public class AnonymousRead {

  private final MediaHttp http;
  private final MediaHosts hosts;
  private final MediaSettings settings;

  AnonymousRead(MediaHttp http, MediaHosts hosts, MediaSettings settings) {
    this.http = http;
    this.hosts = hosts;
    this.settings = settings;
  }

  /**
   * Whether the file is given to whoever asks. No answer, or a host that may not be called, is a
   * no.
   *
   * @param link its query is left out; of the file nothing is read
   */
  public boolean isAnswered(String link) {
    AtomicInteger status = new AtomicInteger();
    try {
      Target target = hosts.outside(link.replaceAll("[?#].*$", ""));
      HttpGet get = target.on(new HttpGet("/"));
      get.setHeader(HttpHeaders.RANGE, "bytes=0-0");
      http.exchange(
          get,
          target,
          settings.idleTimeout(),
          settings.idleTimeout(),
          response -> {
            status.set(response.getCode());
            // Who is given the whole file in spite of the range does not read it.
            throw new IOException("nothing more is wanted");
          });
    } catch (RungDeadException | SourceUnavailableException | InfrastructureFailureException e) {
      // What was told by then counts.
    }
    return status.get() == 200 || status.get() == 206;
  }
}
