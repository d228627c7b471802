package io.bactrian.derive.tool;

import java.util.ArrayList;
import java.util.List;

/** A form of sound that every browser plays. */
public enum AudioFormat {
  mp3("audio/mpeg", "mp3", "libmp3lame"),
  m4a("audio/mp4", "mp4", "aac");

  private final String mimeType;
  private final String container;
  private final String encoder;

  AudioFormat(String mimeType, String container, String encoder) {
    this.mimeType = mimeType;
    this.container = container;
    this.encoder = encoder;
  }

  public String mimeType() {
    return mimeType;
  }

  /** What ffmpeg is told of the output but its name. */
  public List<String> options(int kilobits) {
    List<String> options = new ArrayList<>(List.of("-c:a", encoder, "-b:a", kilobits + "k"));
    if (this == m4a) {
      // A browser begins to play before it has all of it.
      options.addAll(List.of("-movflags", "+faststart"));
    }
    options.addAll(List.of("-f", container));
    return options;
  }
}
