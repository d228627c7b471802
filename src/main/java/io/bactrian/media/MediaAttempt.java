package io.bactrian.media;

import io.bactrian.chat.Attachment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One climb of the ladder for one attachment: which rungs are left, how the others failed, and
 * where the media is stored. Routes look at {@link #rungName} and {@link #outcome}.
 */
public final class MediaAttempt {

  private final Attachment attachment;
  private final MediaOrigin origin;
  private final Clock clock;
  private final Deque<Rung> left = new ArrayDeque<>();
  private final Set<Rung> dead = EnumSet.noneOf(Rung.class);
  private final StringBuilder failures = new StringBuilder();
  private boolean unavailable;
  private boolean refused;
  private boolean waitsForInstance;
  private Duration retryAfter;
  private Rung servedBy;
  private MediaFile file;
  private boolean interrupted;
  private String objectKey;

  MediaAttempt(
      Attachment attachment, MediaOrigin origin, List<Rung> rungs, Set<Rung> dead, Clock clock) {
    this.attachment = attachment;
    this.origin = origin;
    this.left.addAll(rungs);
    this.dead.addAll(dead);
    this.clock = clock;
  }

  /** There is nothing to climb for: the attachment is stored already, or is gone. */
  static MediaAttempt nothing() {
    return new MediaAttempt(null, null, List.of(), Set.of(), null);
  }

  /**
   * The rung to be tried now; null if none is left, one has served, or the climb was interrupted.
   */
  Rung rung() {
    return file == null && !interrupted ? left.peek() : null;
  }

  /** The wire name of the rung to be tried now; null when the climb is over. */
  public String rungName() {
    Rung rung = rung();
    return rung == null ? null : rung.wireName();
  }

  /** What came of a climb that is over: obtained, later, lost, interrupted or nothing. */
  public String outcome() {
    if (attachment == null) {
      return "nothing";
    }
    if (interrupted) {
      return "interrupted";
    }
    if (file != null) {
      return "obtained";
    }
    return hasHope(clock.instant()) ? "later" : "lost";
  }

  /** An infrastructure failure ended the climb. */
  void interrupt() {
    interrupted = true;
  }

  /** The key under which the media is stored. */
  void storedAs(String key) {
    objectKey = key;
  }

  String objectKey() {
    return objectKey;
  }

  void obtained(MediaFile media) {
    servedBy = left.peek();
    file = media;
  }

  /**
   * The rung gave nothing.
   *
   * @param forGood whether only a person can change that, by a setting. It is no reason to try
   *     again, but if another is, the rung is tried, too. What lies inline never changes
   */
  void dead(String reason, boolean forGood) {
    if (left.peek() == Rung.BASE64) {
      dead.add(Rung.BASE64);
    } else if (!forGood) {
      refused = true;
      waitsForInstance |= left.peek() == Rung.GET_BASE64;
    }
    fail(reason);
  }

  void unavailable(SourceUnavailableException failure) {
    unavailable = true;
    waitsForInstance |= left.peek() == Rung.GET_BASE64;
    Duration asked = failure.retryAfter();
    if (asked != null && (retryAfter == null || asked.compareTo(retryAfter) > 0)) {
      retryAfter = asked;
    }
    fail(failure.getMessage());
  }

  /** As nobody foresaw; it may serve later. */
  void failed(String reason) {
    unavailable = true;
    fail(reason);
  }

  private void fail(String reason) {
    failures
        .append(failures.isEmpty() ? "" : "; ")
        .append(left.remove().wireName())
        .append(": ")
        .append(reason);
  }

  /**
   * Whether a rung that failed may serve later. What was refused may be given again as long as the
   * media lasts; one that was stored and then lost is given up where nobody has it, to be seen.
   */
  private boolean hasHope(Instant now) {
    boolean lasts = attachment.expiresAt() == null || now.isBefore(attachment.expiresAt());
    return unavailable || (refused && lasts && !attachment.isDamaged());
  }

  /** How long a source asked to be left alone, the longest where several did; or null. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** Whether Evolution was asked in vain, and may give it when the instance is connected. */
  boolean waitsForInstance() {
    return waitsForInstance;
  }

  /** Why it was not obtained, rung by rung. */
  String failures() {
    return failures.isEmpty() ? "no rung is left" : failures.toString();
  }

  /** The rungs that are dead for good, as the attachment remembers them. */
  String deadRungs() {
    return dead.stream().map(Rung::wireName).collect(Collectors.joining(","));
  }

  public Attachment attachment() {
    return attachment;
  }

  /** Where the attachment comes from. */
  public MediaOrigin origin() {
    return origin;
  }

  Rung servedBy() {
    return servedBy;
  }

  MediaFile file() {
    return file;
  }

  /** One that was stored before has to be that one, whatever was announced. */
  private byte[] sha256() {
    return attachment.isDamaged()
        ? HexFormat.of().parseHex(attachment.sha256())
        : attachment.fileSha256();
  }

  /** What the media must turn out to be. */
  Expectation expectation() {
    return new Expectation(
        attachment.kind(),
        attachment.keyInfo(),
        attachment.mimeType(),
        attachment.fileLength(),
        attachment.mediaKey(),
        sha256(),
        attachment.fileEncSha256());
  }
}
