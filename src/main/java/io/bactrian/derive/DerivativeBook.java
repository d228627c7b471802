package io.bactrian.derive;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.chat.Changes;
import io.bactrian.derive.tool.DerivationFolders;
import io.bactrian.derive.tool.Measures;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.FailedWork;
import io.bactrian.job.Job;
import io.bactrian.job.JobGivenUp;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is written of derivatives. The attachment's own row is never touched. */
@Component("derivativeBook")
public class DerivativeBook implements FailedWork {

  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final Changes changes;
  private final DerivationFolders folders;

  public DerivativeBook(
      JdbcClient jdbc, JobLedger ledger, Changes changes, DerivationFolders folders) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.changes = changes;
    this.folders = folders;
  }

  /**
   * Sets property {@code derivation} for the job's attachment, with a folder that goes when the
   * exchange is complete. An attachment that is gone or has no stored original leaves it unset, and
   * the job is done.
   */
  @Transactional
  public void open(@ExchangeProperty(ExchangeState.JOB) Job job, Exchange exchange) {
    Optional<Source> source =
        jdbc.sql(
                "select object_key, kind, mime_type, size from attachment"
                    + " where id = :id and status = 'STORED' and object_key is not null")
            .param("id", job.subject())
            .query(
                (row, n) ->
                    new Source(
                        row.getString("object_key"),
                        AttachmentKind.valueOf(row.getString("kind")),
                        row.getString("mime_type"),
                        row.getLong("size")))
            .optional();
    if (source.isEmpty()) {
      ledger.done(job);
      return;
    }
    exchange.setProperty(
        ExchangeState.DERIVATION,
        new Derivation(job.subject(), source.get(), folders.open(exchange)));
  }

  /**
   * What was made lies in object storage, and what could not be made has its reason. What ran out
   * of time is made again later, until its attempts are spent.
   */
  @Transactional
  public void record(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.DERIVATION) Derivation derivation) {
    if (!ledger.holds(job)) {
      // Presumed dead meanwhile: another copy says what became of it.
      return;
    }
    DerivedFile thumbnail = derivation.thumbnail();
    DerivedFile transcoded = derivation.transcoded();
    Measures measures = derivation.measures();
    boolean again = derivation.isOutOfTime() && !ledger.exhausted(job);
    settle(
        job.subject(), again ? DerivativeState.PENDING : derivation.state(), derivation.reason());
    // What an earlier run made still lies there, and stays until this one made it again.
    jdbc.sql(
            """
            update derivative set
              thumbnail_key = coalesce(:thumbnailKey, thumbnail_key),
              thumbnail_type = coalesce(:thumbnailType, thumbnail_type),
              transcoded_key = coalesce(:transcodedKey, transcoded_key),
              transcoded_type = coalesce(:transcodedType, transcoded_type),
              width = coalesce(:width, width), height = coalesce(:height, height),
              duration = coalesce(:duration, duration), waveform = coalesce(:waveform, waveform)
            where attachment_id = :id""")
        .param("thumbnailKey", thumbnail == null ? null : thumbnail.key())
        .param("thumbnailType", thumbnail == null ? null : thumbnail.mimeType())
        .param("transcodedKey", transcoded == null ? null : transcoded.key())
        .param("transcodedType", transcoded == null ? null : transcoded.mimeType())
        .param("width", measures.width())
        .param("height", measures.height())
        .param("duration", measures.seconds())
        .param("waveform", measures.waveform())
        .param("id", job.subject())
        .update();
    if (again) {
      ledger.retry(job, derivation.reason());
    } else {
      ledger.done(job);
      changes.attachmentDerived(job.subject());
    }
  }

  @Override
  public String kind() {
    return Kinds.DERIVE_MEDIA;
  }

  @Override
  @Transactional
  public void retry(Job job, String reason) {
    ledger.retry(job, reason);
  }

  /** Copies died over it: it may be what kills them, and is made again only by a replay. */
  @EventListener
  @Transactional
  public void givenUp(JobGivenUp job) {
    if (job.kind().equals(Kinds.DERIVE_MEDIA)) {
      settle(job.subject(), DerivativeState.FAILED, job.reason());
      changes.attachmentDerived(job.subject());
    }
  }

  /** The original stays; nobody has to act, so the job is done. */
  @Override
  @Transactional
  public void giveUp(Job job, String reason) {
    if (ledger.holds(job)) {
      settle(job.subject(), DerivativeState.FAILED, reason);
      ledger.done(job);
      changes.attachmentDerived(job.subject());
    }
  }

  private void settle(UUID attachment, DerivativeState state, String reason) {
    jdbc.sql(
            """
            insert into derivative (attachment_id, state, reason, settled_at)
            values (:id, :state, :reason,
              case when :state <> 'PENDING' then clock_timestamp() end)
            on conflict (attachment_id) do update set
              state = excluded.state, reason = excluded.reason, settled_at = excluded.settled_at""")
        .param("id", attachment)
        .param("state", state.name())
        .param("reason", reason)
        .update();
  }
}
