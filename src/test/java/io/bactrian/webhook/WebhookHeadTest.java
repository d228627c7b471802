package io.bactrian.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class WebhookHeadTest {

  private final WebhookHead head =
      new WebhookHead(new WebhookAuthentication(Settings.secrets(List.of("t"), "")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/vnd.evolution+json",
        "application/problem+json;v=1",
        "application/json; charset=klingon",
        "application/json;"
      })
  void ofJsonIsTaken(String contentType) {
    assertThatCode(() -> head.require(request("t", contentType, null))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"text/plain", "text/json", "application/*", "application/jsonp", "json"})
  void ofAnythingElseIsNot(String contentType) {
    assertThatThrownBy(() -> head.require(request("t", contentType, null)))
        .isInstanceOf(UnsupportedMediaTypeException.class);
  }

  @Test
  void ofSomethingCompressedIsNotTaken() {
    assertThatThrownBy(() -> head.require(request("t", "application/json", "gzip")))
        .isInstanceOf(UnsupportedMediaTypeException.class);
    assertThatCode(() -> head.require(request("t", "application/json", "identity")))
        .doesNotThrowAnyException();
  }

  @Test
  void isJudgedByItsSenderFirst() {
    assertThatThrownBy(() -> head.require(request("wrong", "text/plain", null)))
        .isInstanceOf(UnauthorizedException.class);
  }

  private static MockHttpServletRequest request(String token, String type, String encoding) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", WebhookReception.PATH);
    request.addHeader("X-Webhook-Token", token);
    if (type != null) {
      request.addHeader("Content-Type", type);
    }
    if (encoding != null) {
      request.addHeader("Content-Encoding", encoding);
    }
    return request;
  }
}
