package io.bactrian.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The stylesheet, the scripts and the icon of the console. Their path names their content, so that
 * a browser asks for each once.
 */
@Component
public class Assets {

  /** As the script's own package has it, whatever its version. */
  private static final String HTMX =
      "classpath*:META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js";

  private static final int HASH_BYTES = 6;

  /**
   * @param gzipped the bytes, compressed
   */
  record Asset(String type, byte[] bytes, byte[] gzipped) {}

  private final Map<String, Asset> assets = new LinkedHashMap<>();
  private final String hash;

  Assets() {
    add("console.css", "text/css;charset=utf-8", "classpath:console/console.css");
    add("console.js", "text/javascript;charset=utf-8", "classpath:console/console.js");
    add("htmx.js", "text/javascript;charset=utf-8", HTMX);
    add("icon.svg", "image/svg+xml", "classpath:console/icon.svg");
    hash = hash();
  }

  /** The path of one of them, for a page. */
  public String path(String name) {
    if (!assets.containsKey(name)) {
      throw new IllegalArgumentException(name);
    }
    return ConsolePaths.ASSETS + "/" + hash + "/" + name;
  }

  /** Empty for what is none of them, or not of this version. */
  Optional<Asset> find(String version, String name) {
    return version.equals(hash) ? Optional.ofNullable(assets.get(name)) : Optional.empty();
  }

  private void add(String name, String type, String resource) {
    byte[] bytes = read(resource);
    assets.put(name, new Asset(type, bytes, gzip(bytes)));
  }

  private static byte[] read(String resource) {
    try {
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(resource);
      if (found.length != 1) {
        throw new IllegalStateException(resource + ": found " + found.length);
      }
      return found[0].getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      assets.values().forEach(asset -> digest.update(asset.bytes()));
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
