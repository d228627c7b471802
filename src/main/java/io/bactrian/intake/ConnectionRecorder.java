package io.bactrian.intake;

import io.bactrian.chat.Incoming;
import io.bactrian.chat.Instances;
import io.bactrian.job.WaitingJobs;
import io.bactrian.media.MediaRevival;
import org.springframework.stereotype.Component;

/** Records how an instance is connected; what waits for that is due when it is. */
@Component
class ConnectionRecorder {

  private final Instances instances;
  private final WaitingJobs waitingJobs;
  private final MediaRevival revival;

  ConnectionRecorder(Instances instances, WaitingJobs waitingJobs, MediaRevival revival) {
    this.instances = instances;
    this.waitingJobs = waitingJobs;
    this.revival = revival;
  }

  void record(String instance, Incoming.Connection connection) {
    boolean another = instances.connection(instance, connection.state(), connection.reason());
    if (connection.state().equals("open")) {
      waitingJobs.hasten(instance);
      if (another) {
        revival.revive(instance);
      }
    }
  }
}
