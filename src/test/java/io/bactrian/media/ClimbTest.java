package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.bactrian.chat.Attachment;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.storage.StoredObjects;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes climb by what the attempt says: rung by rung, until one serves or none is left. */
class ClimbTest {

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final JobLedger ledger = mock(JobLedger.class);
  private final MediaBook book = mock(MediaBook.class);
  private final MediaFetch fetch = mock(MediaFetch.class);
  private final Attachment attachment = mock(Attachment.class);

  @BeforeEach
  void routes() throws Exception {
    when(ledger.claim(any(), any(), any()))
        .thenReturn(
            new Job(
                UUID.randomUUID(),
                "process_incoming_media",
                UUID.randomUUID(),
                0,
                null,
                null,
                null));
    when(attachment.url()).thenReturn("https://mmg.test/x");
    when(attachment.directPath()).thenReturn("/x");
    when(book.load(any()))
        .thenReturn(
            Optional.of(new MediaBook.Entry(attachment, new MediaOrigin("acme", "1@x", "A1"))));
    camel.getRegistry().bind("jobLedger", ledger);
    camel.getRegistry().bind("mediaRungs", new MediaRungs(fetch));
    camel
        .getRegistry()
        .bind(
            "mediaLadder",
            new MediaLadder(
                book,
                mock(StoredObjects.class),
                mock(MediaExpiry.class),
                new RungMeter(new SimpleMeterRegistry()),
                Clock.systemUTC()));
    camel.getPropertiesComponent().addLocation("file:routes/application.properties");
    for (String route :
        List.of("held-job-errors", "step-errors", "process-incoming-media", "fetch-media")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("file:routes/" + route + ".camel.yaml"));
    }
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:settle-media").process(exchange -> {});
            from("direct:fail-job").process(exchange -> {});
          }
        });
    AdviceWith.adviceWith(
        camel, "process-incoming-media", advice -> advice.replaceFromWith("direct:job"));
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.infrastructure.redelivery.delay", "1");
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.infrastructure.redelivery.maximum-delay", "1");
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void theNextRungServesWhereOneIsDead() throws IOException {
    MediaFile file = mock(MediaFile.class);
    when(fetch.encrypted(any(), any())).thenThrow(new RungDeadException("410"));
    when(fetch.directPath(any(), any())).thenReturn(file);

    assertThat(climb().outcome()).isEqualTo("obtained");
  }

  @Test
  void itIsLostWhereAllAreDeadForGood() throws IOException {
    when(fetch.encrypted(any(), any())).thenThrow(RungDeadException.forGood("host refused"));
    when(fetch.directPath(any(), any())).thenThrow(RungDeadException.forGood("host refused"));

    assertThat(climb().outcome()).isEqualTo("lost");
  }

  @Test
  void itIsTriedLaterWhereOneOnlyRefuses() throws IOException {
    when(fetch.encrypted(any(), any())).thenThrow(new RungDeadException("410"));
    when(fetch.directPath(any(), any())).thenThrow(RungDeadException.forGood("host refused"));

    assertThat(climb().outcome()).isEqualTo("later");
  }

  @Test
  void anInfrastructureFailureEndsIt() throws IOException {
    when(fetch.encrypted(any(), any()))
        .thenThrow(new InfrastructureFailureException("the disk is full", null));

    assertThat(climb().outcome()).isEqualTo("interrupted");
  }

  @Test
  void nothingIsClimbedForOneThatIsGone() throws IOException {
    when(book.load(any())).thenReturn(Optional.empty());

    assertThat(climb().outcome()).isEqualTo("nothing");
  }

  private MediaAttempt climb() throws IOException {
    try (var producer = camel.createProducerTemplate()) {
      Exchange done = producer.send("direct:job", exchange -> exchange.getMessage().setBody("{}"));
      return done.getProperty(ExchangeState.ATTEMPT, MediaAttempt.class);
    }
  }
}
