package io.bactrian.media;

import io.bactrian.evolution.EvolutionAccess;
import io.bactrian.failure.RungDeadException;
import io.bactrian.storage.S3Endpoint;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which hosts the ladder may call, and which of them may be private. */
@Component
public final class MediaHosts {

  private static final AllowedHost WHATSAPP = AllowedHost.parse("*.whatsapp.net");

  private final List<AllowedHost> listed;
  private final String cdn;
  private final Target cdnHost;
  private final EvolutionAccess evolution;
  private final S3Endpoint s3;

  /**
   * @throws IllegalArgumentException if a setting is no host or URL
   */
  MediaHosts(MediaSettings settings, EvolutionAccess evolution, S3Endpoint s3) {
    this.listed = settings.allowedHosts().stream().map(AllowedHost::parse).toList();
    this.cdn = withoutSlash(settings.cdnBaseUrl());
    this.evolution = evolution;
    this.s3 = s3;
    try {
      this.cdnHost = Target.of(cdn);
    } catch (RungDeadException e) {
      throw new IllegalArgumentException("bactrian.media.cdn-base-url is not a http(s) URL", e);
    }
  }

  /**
   * Reads a URL that came from outside.
   *
   * @throws RungDeadException if it may not be called
   */
  public Target outside(String url) {
    Target target = Target.of(url);
    if (allowed().noneMatch(host -> host.covers(target.host(), target.port()))) {
      throw RungDeadException.forGood("host refused: " + target.host());
    }
    return target;
  }

  /**
   * Puts a path from outside on the media host of the settings.
   *
   * @throws RungDeadException if it is no path: two slashes would name another host (RFC 3986, 4.2)
   */
  Target onMediaHost(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw RungDeadException.forGood("directPath is no path");
    }
    return Target.of(cdn + path);
  }

  /** Puts a path of ours on Evolution's base URL. */
  Target onEvolution(String path) {
    return Target.of(withoutSlash(evolution.baseUri()) + path);
  }

  /** Whether the operator named this very host, so that its address may be private. */
  boolean trusts(String host, int port) {
    return Stream.of(allowed(), Stream.of(AllowedHost.exactly(cdnHost)), evolutionHost())
        .flatMap(hosts -> hosts)
        .anyMatch(entry -> entry.trusts(host, port));
  }

  /** Read again for each call: servers of a first run learn their ports while starting. */
  private Stream<AllowedHost> allowed() {
    return listed.isEmpty()
        ? Stream.of(Stream.of(WHATSAPP), evolutionHost(), s3Hosts()).flatMap(hosts -> hosts)
        : listed.stream();
  }

  private Stream<AllowedHost> evolutionHost() {
    return evolution.baseUri() == null
        ? Stream.empty()
        : Stream.of(AllowedHost.exactly(onEvolution("")));
  }

  private Stream<AllowedHost> s3Hosts() {
    return s3.hosts().stream().map(uri -> AllowedHost.exactly(Target.of(uri.toString())));
  }

  private static String withoutSlash(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
