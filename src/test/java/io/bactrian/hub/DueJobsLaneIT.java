package io.bactrian.hub;

import java.util.UUID;
import org.apache.camel.api.management.ManagedCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A poll of the ledger that fails is followed by another. */
class DueJobsLaneIT extends HubTest {

  @Test
  void dueJobsAreTakenAsSoonAsTheDatabaseLetsThem() {
    String kind = "refused_" + instance.replace('-', '_');
    String condition = "new.kind = '" + kind + "'";
    UUID subject;
    UUID other;
    try (Refusal refusal = new Refusal(jdbc, "update", "job", condition)) {
      subject = JobRow.insert(jdbc, kind, null);
      other = JobRow.insert(jdbc, "process_incoming_media", null);
      polls(refusal);
    }

    JobRow.until(jdbc, kind, subject, job -> job.requeues() > 0);
    JobRow.until(jdbc, "process_incoming_media", other, JobRow::isDone);
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }

  /** Waits until the route has polled, and failed, at least twice. */
  private void polls(Refusal unused) {
    long before = exchanges();
    Awaitility.await().until(() -> exchanges() >= before + 2);
  }

  private long exchanges() {
    return camel
        .getCamelContextExtension()
        .getContextPlugin(ManagedCamelContext.class)
        .getManagedRoute("requeue-due-jobs")
        .getFailuresHandled();
  }
}
