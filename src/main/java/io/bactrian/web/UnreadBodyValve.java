package io.bactrian.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes, without a wait for their bodies, the connections of requests that the web server refuses
 * by itself: those pass by {@link UnreadBodyFilter}.
 */
final class UnreadBodyValve extends ValveBase {

  UnreadBodyValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.isAsync() || !BodyReceivers.hasBody(request.getRequest())) {
      return;
    }
    AtomicBoolean read = new AtomicBoolean();
    request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
    if (!read.get()) {
      if (response.getStatus() < 400) {
        // Or the web server makes an error of it.
        response.flushBuffer();
      }
      response.getCoyoteResponse().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }
}
