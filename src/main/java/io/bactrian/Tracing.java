package io.bactrian;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What Camel's tracer writes to, where traces are wanted; nothing of it is made where they are not.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("bactrian.tracing.enabled")
class Tracing {

  private static final String NAME = "bactrian";

  @Bean
  OpenTelemetrySdk openTelemetry(TracingSettings settings, ObjectProvider<SpanExporter> exporters) {
    SpanExporter exporter =
        exporters.getIfAvailable(
            () ->
                OtlpHttpSpanExporter.builder()
                    .setEndpoint(settings.endpoint().toString())
                    .setTimeout(settings.timeout())
                    .build());
    SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), NAME)
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampling())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter).setMaxQueueSize(settings.queueSize()).build())
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracers)
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  @Bean
  io.opentelemetry.api.trace.Tracer tracer(OpenTelemetry openTelemetry) {
    return openTelemetry.getTracer(NAME);
  }

  @Bean
  ContextPropagators contextPropagators(OpenTelemetry openTelemetry) {
    return openTelemetry.getPropagators();
  }
}
