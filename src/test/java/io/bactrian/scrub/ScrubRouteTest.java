package io.bactrian.scrub;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.storage.ObjectState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of the scrub, with nothing behind them. */
class ScrubRouteTest {

  private static final long PATIENCE = 20_000;

  private final ScrubSteps steps = mock(ScrubSteps.class);
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final ScrubbedMedia media =
      new ScrubbedMedia(
          UUID.randomUUID(), "media/x", 3, "00", UUID.randomUUID(), 0, Duration.ofDays(1));

  @BeforeEach
  void oneIsDue() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("bactrian.scrub.period", "50");
    camel.getPropertiesComponent().setInitialProperties(settings);
    camel.getRegistry().bind("scrubSteps", steps);
    when(steps.take(any())).thenReturn(media, (ScrubbedMedia) null);
    for (String route : new String[] {"period-errors", "scrub-one-media", "scrub-media"}) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource(
                      "file:" + Path.of("routes", route + ".camel.yaml").toAbsolutePath()));
    }
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void oneThatIsWhatItWasIsTakenDownAsSuch() {
    when(steps.compare(eq(media), any())).thenReturn(ObjectState.INTACT);
    camel.start();

    verify(steps, timeout(PATIENCE)).intact(media);
    verify(steps, never()).damaged(any(), any());
  }

  @Test
  void aDamagedOneIsFetchedAgain() {
    when(steps.compare(eq(media), any())).thenReturn(ObjectState.ALTERED);
    camel.start();

    verify(steps, timeout(PATIENCE)).damaged(media, ObjectState.ALTERED);
    verify(steps, never()).intact(any());
  }

  @Test
  void oneThatCannotBeReadIsNeitherAndTheScrubGoesOn() {
    InfrastructureFailureException away =
        new InfrastructureFailureException("S3 get: no answer", null);
    when(steps.compare(eq(media), any())).thenThrow(away);
    camel.start();

    verify(steps, timeout(PATIENCE)).unreadable(eq(media), any(), any());
    verify(steps, timeout(PATIENCE).atLeast(3)).take(any());
    verify(steps, never()).damaged(any(), any());
  }
}
