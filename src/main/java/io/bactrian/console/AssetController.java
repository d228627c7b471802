package io.bactrian.console;

import io.bactrian.console.Assets.Asset;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out the console's stylesheet, scripts and icon. */
@Controller
final class AssetController {

  private static final Duration YEAR = Duration.ofDays(365);

  private final Assets assets;

  AssetController(Assets assets) {
    this.assets = assets;
  }

  @GetMapping("/console/assets/{version}/{name}")
  ResponseEntity<byte[]> asset(
      @PathVariable String version, @PathVariable String name, HttpServletRequest request) {
    Asset asset = assets.find(version, name).orElse(null);
    if (asset == null) {
      return ResponseEntity.notFound().build();
    }
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean packed = accepted != null && accepted.contains("gzip");
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(MediaType.parseMediaType(asset.type()))
            .cacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    return packed
        ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.gzipped())
        : answer.body(asset.bytes());
  }
}
