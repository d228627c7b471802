package io.bactrian.job;

/** Where a job waits: its name in the configuration, the API and the metrics. */
public enum Lane {
  /** Redis: latency-critical work that can be done again from what is stored. */
  fast,
  /** RabbitMQ: work that must not be lost. */
  durable
}
