package io.bactrian.console;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** A line at the top of the page that tells what an action came to. */
final class Notice {

  private Notice() {}

  static ResponseEntity<String> of(String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .header("HX-Trigger", "changed, acted")
        .body(HtmlUtils.htmlEscape(text));
  }
}
