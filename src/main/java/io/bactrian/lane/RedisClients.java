package io.bactrian.lane;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
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
}
