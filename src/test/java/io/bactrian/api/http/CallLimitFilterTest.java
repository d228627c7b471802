package io.bactrian.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CallLimitFilterTest {

  private final CallLimitFilter filter =
      new CallLimitFilter(1, Duration.ofSeconds(7), new ProblemWriter(new ObjectMapper()));
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private static MockHttpServletRequest request() {
    return new MockHttpServletRequest("GET", "/api/openapi.json");
  }

  private int call() throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request(), response, (asked, answered) -> {});
    if (response.getStatus() == 503) {
      assertThat(response.getHeader("Retry-After")).isEqualTo("7");
      assertThat(response.getContentType()).startsWith("application/problem+json");
    }
    return response.getStatus();
  }

  @Test
  void oneMoreThanThereMayBeComesLater() throws Exception {
    Thread slow =
        new Thread(
            () -> {
              try {
                filter.doFilter(
                    request(),
                    new MockHttpServletResponse(),
                    (asked, answered) -> {
                      begun.countDown();
                      try {
                        end.await(10, TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    slow.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(call()).isEqualTo(503);

    end.countDown();
    slow.join();
    assertThat(call()).isEqualTo(200);
  }
}
