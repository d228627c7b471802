package io.bactrian.derive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How ffmpeg is told of a stranger's file: only local files may be opened, and the demuxer is named
 * by us, so that no playlist or script in disguise makes it open others.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-formats.html">its format options</a>
 */
final class Ffmpeg {

  private static final Map<String, String> DEMUXERS =
      Map.ofEntries(
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/mp4", "mov"),
          Map.entry("audio/3gpp", "mov"),
          Map.entry("audio/aac", "aac"),
          Map.entry("audio/amr", "amr"),
          Map.entry("audio/amr-wb", "amr"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/x-flac", "flac"),
          Map.entry("audio/x-matroska", "matroska"),
          Map.entry("audio/webm", "matroska"),
          Map.entry("video/ogg", "ogg"),
          Map.entry("video/mp4", "mov"),
          Map.entry("video/quicktime", "mov"),
          Map.entry("video/3gpp", "mov"),
          Map.entry("video/3gpp2", "mov"),
          Map.entry("video/x-matroska", "matroska"),
          Map.entry("video/webm", "matroska"),
          Map.entry("video/x-msvideo", "avi"),
          Map.entry("video/mpeg", "mpeg"));

  private Ffmpeg() {}

  /** The demuxer of a sniffed type; empty for what is neither sound nor film. */
  static Optional<String> demuxer(String type) {
    return Optional.ofNullable(DEMUXERS.get(type));
  }

  /** Options up to and with the input. */
  static List<String> input(String demuxer, Path file, int threads, String... before) {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-y"));
    arguments.addAll(List.of("-v", "error", "-threads", Integer.toString(threads)));
    arguments.addAll(guard(demuxer));
    arguments.addAll(List.of(before));
    arguments.add("-i");
    arguments.add("file:" + file);
    return arguments;
  }

  /** The options that keep any of its programs to that one file. */
  static List<String> guard(String demuxer) {
    return List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", demuxer, "-f", demuxer);
  }
}
