package io.bactrian;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Traces by OpenTelemetry.
 *
 * @param enabled whether there are any
 * @param endpoint where they are sent, by OTLP over HTTP
 * @param sampling share of webhooks and calls that are traced, from 0 to 1; who has a trace already
 *     decides for itself
 * @param queueSize spans that wait to be sent; those beyond it are dropped
 * @param timeout for the collector's answer
 */
@ConfigurationProperties("bactrian.tracing")
public record TracingSettings(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("http://localhost:4318/v1/traces") URI endpoint,
    @DefaultValue("1.0") double sampling,
    @DefaultValue("2048") int queueSize,
    @DefaultValue("10s") Duration timeout) {}
