package io.bactrian.derive;

import io.bactrian.job.JobKinds;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.media.MediaDerivatives;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for the derivatives of an attachment that has just been stored. */
@Component
class DerivativeRequests implements MediaDerivatives {

  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final JobKinds kinds;

  DerivativeRequests(JdbcClient jdbc, JobLedger ledger, JobKinds kinds) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.kinds = kinds;
  }

  @Override
  public void request(UUID attachment) {
    // A folder of routes that does not know the kind yet must not keep the media from being stored.
    if (!kinds.isDeclared(Kinds.DERIVE_MEDIA)) {
      return;
    }
    jdbc.sql("insert into derivative (attachment_id) values (:id) on conflict do nothing")
        .param("id", attachment)
        .update();
    ledger.open(Kinds.DERIVE_MEDIA, attachment, null);
  }
}
