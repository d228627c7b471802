package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook can't make the hub call an address of the inner network. */
class ForbiddenAddressIT extends HubTest {

  private static final String IMAGE =
      "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json";

  private ServerSocket inside;

  @BeforeEach
  void aServiceInside() throws IOException {
    inside = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void closed() throws IOException {
    inside.close();
  }

  @Test
  void itsLinksAreNotFollowedThere() throws IOException {
    ObjectNode webhook = sample(IMAGE);
    Webhooks.content(webhook, "imageMessage").put("url", address() + "/o1/v/t24/f2/m23/x");
    ((ObjectNode) webhook.at("/data/message")).put("mediaUrl", address() + "/image/x.jpeg");
    hub.post(webhook);

    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("directPath");
    assertNobodyCalled();
  }

  @Test
  void aDirectPathStaysOnTheMediaHost() throws IOException {
    ObjectNode webhook = sample(IMAGE);
    Webhooks.content(webhook, "imageMessage")
        .put("directPath", "//127.0.0.1:" + inside.getLocalPort() + "/o1/v/t24/f2/m23/x");
    hub.post(webhook);

    hub.attachment(instance, "STORED");
    assertNobodyCalled();
  }

  @Test
  void aRedirectIsNotFollowedThere() throws IOException {
    String path = "/redirected-" + instance;
    STAND_IN.fault(Fault.redirect(path, address() + "/x"));
    ObjectNode webhook = sample(IMAGE);
    Webhooks.content(webhook, "imageMessage").put("directPath", path);
    hub.post(webhook);

    JsonNode attachment = hub.attachment(instance, "STORED");
    assertThat(attachment.path("source").asText()).isEqualTo("getBase64FromMediaMessage");
    assertThat(STAND_IN.count(path)).isPositive();
    assertNobodyCalled();
  }

  private String address() {
    return "http://127.0.0.1:" + inside.getLocalPort();
  }

  private void assertNobodyCalled() throws IOException {
    inside.setSoTimeout(1);
    try (var caller = inside.accept()) {
      assertThat(caller.getInputStream().readAllBytes()).as("a call from the hub").isNull();
    } catch (SocketTimeoutException e) {
      assertThat(inside.isClosed()).isFalse();
    }
  }
}
