package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.faults.SourceFaults.Rescue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

/** Every way in which a media file's host can fail, each for medias of its own, all at once. */
class BadSourceFault extends FaultTest {

  private static final String NAME = "media.inside.test";
  private static final int EACH = 3;

  @Test
  void everyMediaIsStoredOnceWhateverItsSourceDoes() throws IOException {
    Path names =
        Files.writeString(
            Files.createDirectories(Path.of("target", "faults")).resolve("names"),
            "127.0.0.1 " + NAME + " localhost\n");
    try (ServerSocket inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      HubProcess hub =
          hub(
                  "bactrian.media.allowed-hosts",
                  servers.standIn.authority() + ",*.inside.test",
                  "bactrian.media.idle-timeout",
                  "2s",
                  "bactrian.media.deadline",
                  "8s",
                  "bactrian.media.max-size",
                  "16MB")
              .option("-Djdk.net.hosts.file=" + names.toAbsolutePath())
              .start();
      Map<String, List<SentMedia>> sent = new LinkedHashMap<>();
      SourceFaults.all("http://127.0.0.1:" + inside.getLocalPort() + "/x")
          .forEach((name, fault) -> sent.put(name, media(fault)));
      // Two hosts inside: a link that names one, and a name that leads to one.
      sent.put("private address", at("http://127.0.0.1:" + inside.getLocalPort()));
      sent.put("name of a private address", at("http://" + NAME + ":" + inside.getLocalPort()));
      List<SentMedia> all = new ArrayList<>();
      sent.values().forEach(all::addAll);
      deliveries.deliverUntilAccepted(hub::client, all);
      finish(hub).checkAllStored();
      FaultReport.line("%s: served by %s", label(), servedBy(hub, sent));
      assertNobodyCalled(inside);
    }
  }

  private List<SentMedia> media(SourceFaults fault) {
    List<SentMedia> media = webhooks.images(EACH);
    for (SentMedia one : media) {
      servers.standIn.fault(fault.on().apply("^" + one.path() + MediaWebhooks.URL));
      if (fault.rescue() == Rescue.EVOLUTION) {
        servers.standIn.fault(fault.on().apply("^" + one.path() + "(\\?|$)"));
      }
    }
    return media;
  }

  private List<SentMedia> at(String address) {
    URI real = URI.create(servers.standIn.baseUrl());
    assertThat(address).doesNotContain(":" + real.getPort());
    return webhooks.at(address).images(EACH);
  }

  /** Which rung served each case, by its media's ids. */
  private Map<String, List<String>> servedBy(HubProcess hub, Map<String, List<SentMedia>> sent) {
    Map<String, String> byId = new LinkedHashMap<>();
    for (JsonNode message : audit.messages(hub.client())) {
      byId.put(message.path("whatsappId").asText(), message.at("/attachments/0/source").asText());
    }
    Map<String, List<String>> rungs = new LinkedHashMap<>();
    for (Entry<String, List<SentMedia>> one : sent.entrySet()) {
      rungs.put(
          one.getKey(),
          one.getValue().stream().map(media -> byId.get(media.id())).distinct().toList());
    }
    return rungs;
  }

  private static void assertNobodyCalled(ServerSocket inside) throws IOException {
    inside.setSoTimeout(1);
    try (var caller = inside.accept()) {
      assertThat(caller.getPort()).as("a call from the hub").isZero();
    } catch (SocketTimeoutException e) {
      assertThat(inside.isClosed()).isFalse();
    }
  }
}
