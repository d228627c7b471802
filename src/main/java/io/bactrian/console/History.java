package io.bactrian.console;

import io.bactrian.api.AttachmentStatus;
import io.bactrian.api.AttachmentView;
import io.bactrian.api.JobState;
import io.bactrian.api.JobView;
import io.bactrian.api.MessageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened to a media file or a job, as its rows tell it, the oldest first. */
public final class History {

  private History() {}

  /**
   * One thing that happened, or is to happen.
   *
   * @param key of the sentence that says it
   * @param about what fills in the sentence
   * @param tone how it is marked
   * @param detail what was said of it; null if nothing
   */
  public record Moment(Instant at, String key, Object about, String tone, String detail) {}

  static List<Moment> of(AttachmentView media, MessageView message, List<JobView> jobs) {
    List<Moment> moments = new ArrayList<>();
    if (message != null) {
      add(moments, message.timestamp(), "history.sent", "", "muted", null);
    }
    add(moments, media.createdAt(), "history.webhook", "", "good", null);
    jobs.forEach(job -> add(moments, job));
    if (media.status() == AttachmentStatus.STORED) {
      add(moments, media.checkedAt(), "history.checked", "", "good", null);
    }
    if (media.status() == AttachmentStatus.PENDING) {
      add(moments, media.expiresAt(), "history.expires", "", "warn", null);
    }
    return sorted(moments);
  }

  static List<Moment> of(JobView job) {
    List<Moment> moments = new ArrayList<>();
    add(moments, job);
    return sorted(moments);
  }

  private static void add(List<Moment> moments, JobView job) {
    add(moments, job.createdAt(), "history.opened", job.kind(), "muted", null);
    add(moments, job.queuedAt(), "history.queued", job.kind(), "muted", null);
    add(moments, job.startedAt(), "history.started", job.kind(), "muted", null);
    if (job.state() == JobState.done) {
      add(moments, job.doneAt(), "history.done", job.kind(), "good", null);
    } else if (job.state() == JobState.parked) {
      add(moments, job.updatedAt(), "history.parked", job.kind(), "bad", job.lastError());
    } else {
      if (job.lastError() != null) {
        add(moments, job.updatedAt(), "history.failed", job.kind(), "warn", job.lastError());
      }
      add(moments, job.nextAttemptAt(), "history.next", job.kind(), "muted", null);
    }
  }

  private static void add(
      List<Moment> moments, Instant at, String key, Object about, String tone, String detail) {
    if (at != null) {
      moments.add(new Moment(at, key, about, tone, detail));
    }
  }

  private static List<Moment> sorted(List<Moment> moments) {
    moments.sort(Comparator.comparing(Moment::at));
    return moments;
  }
}
