package io.bactrian.lane;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.data.redis.ClientResourcesBuilderCustomizer;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the client of Redis, Sentinel or Cluster behaves beyond Spring's own settings. */
@Configuration(proxyBeanMethods = false)
class RedisClients {

  /**
   * While Redis is away a command fails at once instead of waiting for its timeout: the ledger has
   * the job, and the router has others to publish.
   */
  @Bean
  LettuceClientOptionsBuilderCustomizer refusingWhileDisconnected() {
    return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
  }

  /** Lettuce's own pause before it tries to come back grows to half a minute. */
  @Bean
  ClientResourcesBuilderCustomizer quickReconnects(LaneSettings settings) {
    return resources ->
        resources.reconnectDelay(
            Delay.exponential(Duration.ZERO, settings.redisReconnect(), 2, TimeUnit.MILLISECONDS));
  }
}
