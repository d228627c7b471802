package io.bactrian.derive;

import io.bactrian.derive.tool.Measures;
import io.bactrian.derive.tool.ToolMissingException;
import io.bactrian.derive.tool.UnderivableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The derivatives of one attachment while they are made. */
public final class Derivation {

  private static final int REASON_LENGTH = 500;

  private final UUID attachment;
  private final Source source;
  private final Path folder;
  private final List<String> faults = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private DerivedFile thumbnail;
  private DerivedFile transcoded;
  private boolean original;
  private Measures measures = Measures.NONE;
  private int put;

  /**
   * @param folder of its own, which goes with it
   */
  Derivation(UUID attachment, Source source, Path folder) {
    this.attachment = attachment;
    this.source = source;
    this.folder = folder;
  }

  public UUID attachment() {
    return attachment;
  }

  public Source source() {
    return source;
  }

  /** Where the original comes to lie. */
  Path original() {
    return folder.resolve("original");
  }

  Path folder() {
    return folder;
  }

  /** Begins again, as after an infrastructure failure in the middle. */
  void reset() {
    faults.clear();
    late.clear();
    missing.clear();
    notes.clear();
    thumbnail = null;
    transcoded = null;
    original = false;
    measures = Measures.NONE;
    put = 0;
  }

  void thumbnail(Path path, String mimeType) {
    thumbnail = new DerivedFile(path, source.key() + ".thumbnail", mimeType);
  }

  void transcoded(Path path, String mimeType) {
    transcoded = new DerivedFile(path, source.key() + ".transcoded", mimeType);
  }

  /** The original is of a form that every browser plays. */
  void transcodedIsOriginal(String mimeType) {
    transcoded = new DerivedFile(original(), source.key(), mimeType);
    original = true;
  }

  void measured(Measures more) {
    measures = measures.and(more);
  }

  void failed(UnderivableException fault) {
    (fault.isOutOfTime() ? late : faults).add(fault.getMessage());
  }

  void failed(ToolMissingException lack) {
    missing.add(lack.getMessage());
  }

  /** Something was made, but the file is damaged; empty for nothing to note. */
  void noted(String complaint) {
    String note = "made of a damaged file: " + complaint;
    if (!complaint.isEmpty() && !notes.contains(note)) {
      notes.add(note);
    }
  }

  DerivedFile thumbnail() {
    return thumbnail;
  }

  DerivedFile transcoded() {
    return transcoded;
  }

  Measures measures() {
    return measures;
  }

  /** What has to be put into object storage. */
  public List<DerivedFile> files() {
    return Stream.of(thumbnail, original ? null : transcoded).filter(Objects::nonNull).toList();
  }

  /** Whether another attempt may make what this one had not the time for. */
  public boolean isOutOfTime() {
    return faults.isEmpty() && !late.isEmpty();
  }

  /** The file that is put next; null when all are. */
  public DerivedFile file() {
    return files().stream().skip(put).findFirst().orElse(null);
  }

  /** One more file lies in object storage. */
  void put() {
    put++;
  }

  /** What it comes to if there is no other attempt. */
  public DerivativeState state() {
    if (!faults.isEmpty() || !late.isEmpty()) {
      return DerivativeState.FAILED;
    }
    if (!missing.isEmpty()) {
      return DerivativeState.UNAVAILABLE;
    }
    return thumbnail == null && transcoded == null ? DerivativeState.NONE : DerivativeState.MADE;
  }

  /** Why it failed, or what was noted though it did not; null if all went well. */
  public String reason() {
    String reason =
        String.join(
            "; ", Stream.of(faults, late, missing, notes).<String>flatMap(List::stream).toList());
    String clean = reason.replace("\u0000", "");
    if (clean.isEmpty()) {
      return null;
    }
    return clean.length() > REASON_LENGTH ? clean.substring(0, REASON_LENGTH) : clean;
  }
}
