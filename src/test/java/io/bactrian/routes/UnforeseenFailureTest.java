package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.bactrian.chat.Changes;
import io.bactrian.derive.DerivativeBook;
import io.bactrian.evolution.Connections;
import io.bactrian.failure.FailureSteps;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.intake.EventRecorder;
import io.bactrian.intake.Inbox;
import io.bactrian.job.FailedJobs;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

/** What nobody foresaw spends an attempt of its job, and is never taken for odd content. */
class UnforeseenFailureTest {

  private static final Job JOB =
      new Job(UUID.randomUUID(), "fetch_group_info", UUID.randomUUID(), 0, null, null, null);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final JobLedger ledger = mock(JobLedger.class);
  private final Inbox inbox = mock(Inbox.class);
  private final EventRecorder recorder = mock(EventRecorder.class);
  private Exception failure;

  @BeforeEach
  void routes() throws Exception {
    camel.getRegistry().bind("jobOutcome", new JobOutcome(ledger));
    camel.getRegistry().bind("failureSteps", new FailureSteps());
    camel.getRegistry().bind("connections", mock(Connections.class));
    camel
        .getRegistry()
        .bind(
            "failedJobs",
            new FailedJobs(
                ledger, List.of(new DerivativeBook(null, ledger, mock(Changes.class), null))));
    camel.getRegistry().bind("eventRecorder", recorder);
    camel.getRegistry().bind("inbox", inbox);
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.infrastructure.redelivery.delay", "1");
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.infrastructure.redelivery.maximum-delay", "1");
    for (String route :
        List.of(
            "job-errors", "held-job-errors", "fail-job", "settle-event", "accept-parked-event")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("file:routes/" + route + ".camel.yaml"));
    }
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            for (String errors : List.of("job-errors", "held-job-errors")) {
              from("direct:" + errors)
                  .routeConfigurationId(errors)
                  .process(
                      exchange -> {
                        throw failure;
                      });
            }
            from("direct:record-event")
                .errorHandler(noErrorHandler())
                .process(
                    exchange -> {
                      throw failure;
                    });
          }
        });
    camel.getRegistry().bind("jobLedger", ledger);
    AdviceWith.adviceWith(
        camel, "accept-parked-event", advice -> advice.replaceFromWith("direct:accept-parked"));
    when(ledger.claim(any(), any(), any())).thenReturn(JOB);
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  static Stream<Arguments> spent() {
    return Stream.of("job-errors", "held-job-errors")
        .flatMap(
            errors ->
                Stream.of(
                        new IllegalStateException("a bug"),
                        new NullPointerException("a bug"),
                        // A NUL in a group's subject.
                        new IllegalStateException(new SQLException("0x00", "22021")))
                    .map(unforeseen -> Arguments.of(errors, unforeseen)));
  }

  @ParameterizedTest
  @MethodSource("spent")
  void itSpendsAnAttempt(String errors, Exception unforeseen) {
    failure = unforeseen;

    send(errors);

    verify(ledger).retry(any(), any());
    verify(ledger, never()).defer(any(), any());
  }

  @Test
  void aGroupThatTheDatabaseRefusesSpendsAttempts() {
    failure = new DataIntegrityViolationException("0x00", new SQLException("0x00", "22021"));

    send("job-errors");

    verify(ledger).retry(any(), any());
    verify(ledger, never()).defer(any(), any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"job-errors", "held-job-errors"})
  void theLastAttemptParks(String errors) {
    failure = new IllegalStateException("a bug");
    when(ledger.exhausted(any())).thenReturn(true);

    send(errors);

    verify(ledger).park(any(), any());
    verify(ledger, never()).retry(any(), any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"job-errors", "held-job-errors"})
  void anInfrastructureFailureSpendsNone(String errors) {
    failure = new InfrastructureFailureException("S3 is away", null);

    send(errors);

    verify(ledger).defer(any(), any());
    verify(ledger, never()).retry(any(), any());
    verify(ledger, never()).park(any(), any());
  }

  @Test
  void aNullPointerExceptionOfOursIsNoOddContent() throws Exception {
    failure = new NullPointerException("a bug");
    doThrow(failure).when(inbox).refuse(any(), any());

    assertThatThrownBy(this::settle).isInstanceOf(CamelExecutionException.class);

    verify(inbox).refuse(any(), any());
    verify(inbox, never()).park(any(), any(), any(), any());
  }

  @Test
  void contentThatTheDatabaseRefusesIsParked() throws Exception {
    failure = new DataIntegrityViolationException("0x00");

    settle();

    verify(inbox).park(any(), any(), any(), any());
    verify(inbox, never()).refuse(any(), any());
  }

  @Test
  void aReplayThatDoesNotFitIsParkedAtOnce() throws Exception {
    doThrow(new DataIntegrityViolationException("0x00")).when(recorder).replay(any(), any());

    replay();

    verify(ledger).park(any(), any());
    verify(ledger, never()).retry(any(), any());
  }

  @Test
  void aReplayThatFailsForABugOfOursSpendsAnAttempt() throws Exception {
    doThrow(new NullPointerException("a bug")).when(recorder).replay(any(), any());

    replay();

    verify(ledger).retry(any(), any());
    verify(ledger, never()).park(any(), any());
  }

  @Test
  void aReplayWithoutADatabaseSpendsNone() throws Exception {
    doThrow(new QueryTimeoutException("away")).when(recorder).replay(any(), any());

    replay();

    verify(ledger).defer(any(), any());
  }

  private void replay() throws Exception {
    try (var producer = camel.createProducerTemplate()) {
      producer.sendBody("direct:accept-parked", "{}");
    }
  }

  private void settle() throws Exception {
    try (var producer = camel.createProducerTemplate()) {
      producer.sendBodyAndProperty("direct:settle-event", "{}", "disposition", "relevant");
    }
  }

  private void send(String errors) {
    try (var producer = camel.createProducerTemplate()) {
      producer.sendBodyAndProperty("direct:" + errors, "{}", "job", JOB);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
