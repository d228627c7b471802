package io.bactrian.memory;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Connections that read the head of an answer to a limit: by default a line of it may never end.
 */
@Configuration(proxyBeanMethods = false)
public class AnswerHeads {

  private static final int LONGEST_LINE = 64 * 1024;
  private static final int MOST_HEADERS = 200;

  /** As many as the component would make by itself. */
  private static final int CONNECTIONS = 200;

  private static final int CONNECTIONS_PER_HOST = 100;

  /** A factory of such connections. */
  public static ManagedHttpClientConnectionFactory connections() {
    return ManagedHttpClientConnectionFactory.builder()
        .http1Config(
            Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build())
        .build();
  }

  /** Those of Camel's HTTP component, which calls Evolution. */
  @Bean
  PoolingHttpClientConnectionManager evolutionConnections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(connections())
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
        .build();
  }
}
