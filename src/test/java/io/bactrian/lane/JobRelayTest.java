package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bactrian.job.JobReady;
import io.bactrian.job.JobRef;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that is ready goes to the router; whoever made it ready never hears of a failure. */
class JobRelayTest {

  private static final long PATIENCE = 10_000;

  private final CamelContext camel = new DefaultCamelContext();
  private final JobReady ready = new JobReady(new JobRef(UUID.randomUUID(), "send_message"));

  @BeforeEach
  void start() throws Exception {
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.stop();
  }

  @Test
  void aJobThatIsReadyGoesToTheRouter() {
    new JobRelay(camel.createProducerTemplate()).relay(ready);

    assertThat(camel.createConsumerTemplate().receiveBody("seda:route-job", PATIENCE))
        .isEqualTo(ready.ref());
  }

  @Test
  void whatCannotBeHandedOverIsLeftToTheLedger() throws Exception {
    JobRelay relay = new JobRelay(camel.createProducerTemplate());
    camel.stop();

    assertThatCode(() -> relay.relay(ready)).doesNotThrowAnyException();
  }
}
