package io.bactrian.derive;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** A poster of a film, its measures, and, if asked for, an MP4 of what browsers don't play. */
@Component
class VideoDeriver {

  private static final int MOST_PROBED = 1 << 20;
  private static final String MP4 = "video/mp4";

  private final DeriveSettings settings;
  private final Tools tools;
  private final ObjectMapper json;

  VideoDeriver(DeriveSettings settings, Tools tools, ObjectMapper json) {
    this.settings = settings;
    this.tools = tools;
    this.json = json;
  }

  boolean takes(String type) {
    return type.startsWith("video/") && Ffmpeg.demuxer(type).isPresent();
  }

  void derive(Derivation derivation, String type) {
    String demuxer = Ffmpeg.demuxer(type).orElseThrow();
    try {
      VideoProbe probe = probe(derivation, demuxer);
      derivation.measured(Measures.dimensions(probe.width(), probe.height()));
      if (probe.seconds() > 0) {
        derivation.measured(Measures.duration(probe.seconds()));
      }
      if ((long) probe.width() * probe.height() > settings.maxPixels()) {
        throw new UnderivableException(
            "%d x %d pixels are over the limit".formatted(probe.width(), probe.height()));
      }
      poster(derivation, demuxer, probe);
      if (settings.video() && !probe.plays(type)) {
        transcode(derivation, demuxer, probe);
      }
    } catch (UnderivableException e) {
      derivation.failed(e);
    } catch (ToolMissingException e) {
      derivation.failed(e);
    }
  }

  private VideoProbe probe(Derivation derivation, String demuxer)
      throws UnderivableException, ToolMissingException {
    List<String> arguments = new ArrayList<>(List.of("-v", "error"));
    arguments.addAll(Ffmpeg.guard(demuxer));
    arguments.addAll(List.of("-show_format", "-show_streams", "-of", "json"));
    arguments.add("file:" + derivation.original());
    byte[][] answer = new byte[1][];
    tools.run(
        settings.ffprobe(),
        arguments,
        derivation.folder(),
        settings.pictureTimeout(),
        out -> answer[0] = bounded(out));
    try {
      return VideoProbe.read(answer[0], json);
    } catch (IOException e) {
      throw new UnderivableException("ffprobe's answer can't be read");
    }
  }

  private static byte[] bounded(InputStream out) throws IOException {
    byte[] answer = out.readNBytes(MOST_PROBED);
    out.transferTo(OutputStream.nullOutputStream());
    return answer;
  }

  /** A moment after the beginning, which is black or blurred in many a film. */
  private void poster(Derivation derivation, String demuxer, VideoProbe probe)
      throws UnderivableException, ToolMissingException {
    Path poster = derivation.folder().resolve("thumbnail");
    double moment = Math.min(1, probe.seconds() / 10);
    frame(derivation, demuxer, probe, poster, moment);
    if (isMissing(poster) && moment > 0) {
      frame(derivation, demuxer, probe, poster, 0);
    }
    if (isMissing(poster)) {
      throw new UnderivableException("no picture can be decoded");
    }
    derivation.thumbnail(poster, "image/jpeg");
  }

  private void frame(
      Derivation derivation, String demuxer, VideoProbe probe, Path poster, double moment)
      throws UnderivableException, ToolMissingException {
    String at = String.format(Locale.ROOT, "%.3f", moment);
    List<String> arguments =
        new ArrayList<>(
            Ffmpeg.input(demuxer, derivation.original(), settings.threads(), "-ss", at));
    arguments.addAll(List.of("-map", "0:" + probe.stream(), "-map_metadata", "-1"));
    arguments.addAll(List.of("-frames:v", "1", "-vf", fit(settings.size(), 1)));
    arguments.addAll(List.of("-c:v", "mjpeg", "-q:v", "4", "-f", "image2", "-update", "1"));
    arguments.add("file:" + poster);
    tools.run(
        settings.ffmpeg(),
        arguments,
        derivation.folder(),
        settings.pictureTimeout(),
        out -> out.transferTo(OutputStream.nullOutputStream()));
  }

  private void transcode(Derivation derivation, String demuxer, VideoProbe probe)
      throws UnderivableException, ToolMissingException {
    if (probe.seconds() > settings.maxDuration().toSeconds()) {
      throw new UnderivableException(
          "longer than %d s".formatted(settings.maxDuration().toSeconds()));
    }
    if (probe.frames() > settings.maxFrames()) {
      throw new UnderivableException("%.0f frames are over the limit".formatted(probe.frames()));
    }
    Path film = derivation.folder().resolve("transcoded");
    List<String> arguments =
        new ArrayList<>(Ffmpeg.input(demuxer, derivation.original(), settings.threads()));
    arguments.addAll(List.of("-map", "0:" + probe.stream(), "-map", "0:a:0?"));
    arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
    arguments.addAll(List.of("-frames:v", Long.toString(settings.maxFrames())));
    arguments.addAll(List.of("-t", Long.toString(settings.maxDuration().toSeconds())));
    arguments.addAll(List.of("-vf", fit(settings.videoSize(), 2), "-pix_fmt", "yuv420p"));
    arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "26"));
    arguments.addAll(List.of("-threads", Integer.toString(settings.threads())));
    arguments.addAll(List.of("-c:a", "aac", "-b:a", settings.audioBitrate() + "k", "-ac", "2"));
    arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4", "file:" + film));
    tools.run(
        settings.ffmpeg(),
        arguments,
        derivation.folder(),
        settings.videoTimeout(),
        out -> out.transferTo(OutputStream.nullOutputStream()));
    derivation.transcoded(film, MP4);
  }

  private static String fit(int size, int divisor) {
    return ("scale=w='min(%d,iw)':h='min(%d,ih)':force_original_aspect_ratio=decrease"
            + ":force_divisible_by=%d")
        .formatted(size, size, divisor);
  }

  private static boolean isMissing(Path file) {
    try {
      return Files.notExists(file) || Files.size(file) == 0;
    } catch (IOException e) {
      return true;
    }
  }
}
