package io.bactrian.faults;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every server once behind every kind of a bad network, under webhooks. */
class BadNetworkFault extends FaultTest {

  private static final Duration TIME = Duration.ofMillis(2_500);
  private static final int SLOW = 40_000;
  private static final int MEDIA = 12;

  private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();

  @AfterEach
  void closeProxies() {
    proxies.values().forEach(FaultProxy::close);
  }

  @Test
  void everyMediaIsStoredOnceWhateverTheNetworkDoes() {
    HubProcess hub = hub(settingsThroughProxies()).start();
    Map<String, Consumer<FaultProxy>> toxics = new LinkedHashMap<>();
    toxics.put("down", FaultProxy::down);
    toxics.put("latency", proxy -> proxy.latency(Duration.ofMillis(150)));
    toxics.put("slow", proxy -> proxy.slow(SLOW));
    toxics.put("reset", FaultProxy::reset);
    toxics.put("stall", FaultProxy::stall);
    StringBuilder times = new StringBuilder();
    proxies.forEach(
        (server, proxy) ->
            toxics.forEach(
                (name, toxic) -> {
                  long began = System.nanoTime();
                  suffer(hub, proxy, toxic);
                  times.append(
                      " %s/%s %.1f".formatted(server, name, (System.nanoTime() - began) / 1e9));
                }));
    FaultReport.line("%s: seconds until all were accepted:%s", label(), times);
    finish(hub).checkAllStored();
  }

  private void suffer(HubProcess hub, FaultProxy proxy, Consumer<FaultProxy> toxic) {
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(MEDIA));
    toxic.accept(proxy);
    LockSupport.parkNanos(TIME.toNanos());
    proxy.heal();
    awaitDone(delivering);
  }

  private String[] settingsThroughProxies() {
    FaultProxy media = proxy("media", URI.create(servers.standIn.baseUrl()).getPort());
    webhooks = webhooks.at("http://" + media.authority());
    FaultProxy postgres = proxy("postgres", servers.postgres.port());
    return new String[] {
      "bactrian.media.allowed-hosts", media.authority(),
      "bactrian.media.cdn-base-url", "http://" + media.authority(),
      "spring.rabbitmq.port", String.valueOf(proxy("rabbit", servers.rabbit.port()).port()),
      "spring.data.redis.port", String.valueOf(proxy("redis", servers.redis.port()).port()),
      "bactrian.s3.endpoint", "http://" + proxy("s3", servers.objects.port()).authority(),
      "spring.datasource.url",
          settings()
              .get("spring.datasource.url")
              .replace(":" + servers.postgres.port(), ":" + postgres.port()),
    };
  }

  private FaultProxy proxy(String name, int port) {
    FaultProxy proxy = new FaultProxy(port);
    proxies.put(name, proxy);
    return proxy;
  }
}
