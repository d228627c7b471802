package io.bactrian.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whether a request has a body, whatever its head says. */
class BodyReceiversTest {

  @Test
  void oneOfNoLengthHasNone() {
    assertThat(BodyReceivers.hasBody(new MockHttpServletRequest())).isFalse();
  }

  @Test
  void oneWhoseLengthIsNoNumberMayHaveOne() {
    assertThat(
            BodyReceivers.hasBody(
                new MockHttpServletRequest() {
                  @Override
                  public long getContentLengthLong() {
                    throw new NumberFormatException();
                  }
                }))
        .isTrue();
  }

  @Test
  void oneWhoseLengthIsNotToldHasOne() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Transfer-Encoding", "chunked");
    assertThat(BodyReceivers.hasBody(request)).isTrue();
  }
}
