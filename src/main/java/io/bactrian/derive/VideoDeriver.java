package io.bactrian.derive;

import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.derive.tool.Measures;
import io.bactrian.derive.tool.ToolMissingException;
import io.bactrian.derive.tool.ToolRun;
import io.bactrian.derive.tool.Tools;
import io.bactrian.derive.tool.UnderivableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A poster of a film, its measures, and, if asked for, an MP4 of what browsers don't play. */
@Component
class VideoDeriver {

  /** Of the poster, in seconds: the beginning is black or blurred in many a film. */
  private static final int MOMENT = 1;

  private static final String MP4 = "video/mp4";

  private final DeriveSettings settings;
  private final Tools tools;
  private final Ffprobe ffprobe;
  private final AudioDeriver audio;

  VideoDeriver(DeriveSettings settings, Tools tools, Ffprobe ffprobe, AudioDeriver audio) {
    this.settings = settings;
    this.tools = tools;
    this.ffprobe = ffprobe;
    this.audio = audio;
  }

  boolean takes(String type) {
    return type.startsWith("video/") && Ffmpeg.demuxer(type).isPresent();
  }

  void derive(Derivation derivation, String type) {
    try {
      if (!isFilm(derivation, type)) {
        audio.derive(derivation, type);
      }
    } catch (UnderivableException e) {
      derivation.failed(e);
    } catch (ToolMissingException e) {
      derivation.failed(e);
    }
  }

  /** Derives from it, unless it has only sound. */
  private boolean isFilm(Derivation derivation, String type)
      throws UnderivableException, ToolMissingException {
    String demuxer = Ffmpeg.demuxer(type).orElseThrow();
    Path poster = derivation.folder().resolve("thumbnail");
    // Begun before it is known what the file holds: ffmpeg keeps the limit of pixels by itself.
    try (ToolRun frame = frame(derivation, demuxer, "0:V:0", poster, MOMENT)) {
      VideoProbe probe = ffprobe.probe(derivation, demuxer);
      if (probe.isSound()) {
        return false;
      }
      measure(derivation, probe);
      derivation.noted(frame.await(out -> out.transferTo(OutputStream.nullOutputStream())));
      poster(derivation, demuxer, probe, poster);
      if (settings.video() && !probe.plays(type)) {
        transcode(derivation, demuxer, probe);
      }
      return true;
    }
  }

  private void measure(Derivation derivation, VideoProbe probe) throws UnderivableException {
    derivation.measured(Measures.dimensions(probe.width(), probe.height()));
    if (probe.seconds() > 0) {
      derivation.measured(Measures.duration(probe.seconds()));
    }
    if ((long) probe.width() * probe.height() > settings.maxPixels()) {
      throw new UnderivableException(
          "%d x %d pixels are over the limit".formatted(probe.width(), probe.height()));
    }
  }

  /** A film that is over before the moment has its first picture instead. */
  private void poster(Derivation derivation, String demuxer, VideoProbe probe, Path poster)
      throws UnderivableException, ToolMissingException {
    if (isMissing(poster)) {
      try (ToolRun first = frame(derivation, demuxer, "0:" + probe.stream(), poster, 0)) {
        derivation.noted(first.await(out -> out.transferTo(OutputStream.nullOutputStream())));
      }
    }
    if (isMissing(poster)) {
      throw new UnderivableException("no picture can be decoded");
    }
    derivation.thumbnail(poster, "image/jpeg");
  }

  private ToolRun frame(
      Derivation derivation, String demuxer, String stream, Path poster, int moment)
      throws ToolMissingException {
    List<String> arguments =
        new ArrayList<>(input(derivation, demuxer, "-ss", Integer.toString(moment)));
    arguments.addAll(List.of("-map", stream, "-map_metadata", "-1"));
    arguments.addAll(List.of("-frames:v", "1", "-vf", fit(settings.size(), 1)));
    arguments.addAll(List.of("-c:v", "mjpeg", "-q:v", "4", "-f", "image2", "-update", "1"));
    arguments.add("file:" + poster);
    return tools.start(
        settings.ffmpeg(), arguments, derivation.folder(), settings.pictureTimeout());
  }

  private List<String> input(Derivation derivation, String demuxer, String... more) {
    List<String> before = new ArrayList<>(List.of("-max_pixels"));
    before.add(Long.toString(settings.maxPixels()));
    before.addAll(List.of(more));
    return Ffmpeg.input(
        demuxer, derivation.original(), settings.threads(), before.toArray(String[]::new));
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
    List<String> arguments = new ArrayList<>(input(derivation, demuxer));
    arguments.addAll(List.of("-map", "0:" + probe.stream(), "-map", "0:a:0?"));
    arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
    arguments.addAll(List.of("-frames:v", Long.toString(settings.maxFrames())));
    arguments.addAll(List.of("-t", Long.toString(settings.maxDuration().toSeconds())));
    arguments.addAll(List.of("-vf", fit(settings.videoSize(), 2), "-pix_fmt", "yuv420p"));
    arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "26"));
    arguments.addAll(List.of("-threads", Integer.toString(settings.threads())));
    arguments.addAll(List.of("-c:a", "aac", "-b:a", settings.audioBitrate() + "k", "-ac", "2"));
    arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4", "file:" + film));
    derivation.noted(
        tools.run(
            settings.ffmpeg(),
            arguments,
            derivation.folder(),
            settings.videoTimeout(),
            out -> out.transferTo(OutputStream.nullOutputStream())));
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
