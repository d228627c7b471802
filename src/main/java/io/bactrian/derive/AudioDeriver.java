package io.bactrian.derive;

import io.bactrian.derive.tool.AudioFormat;
import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.derive.tool.Measures;
import io.bactrian.derive.tool.ToolMissingException;
import io.bactrian.derive.tool.Tools;
import io.bactrian.derive.tool.UnderivableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A form of a sound that every browser plays, its duration and its waveform, in one decoding. */
@Component
class AudioDeriver {

  private static final String PLAYS_EVERYWHERE = "audio/mpeg";

  /** A waveform is looked at, not listened to: a short filter is enough. */
  private static final String FOR_EYES =
      "aresample=%d:filter_size=4:phase_shift=4".formatted(Waveform.RATE);

  private final DeriveSettings settings;
  private final Tools tools;
  private final Ffprobe ffprobe;

  AudioDeriver(DeriveSettings settings, Tools tools, Ffprobe ffprobe) {
    this.settings = settings;
    this.tools = tools;
    this.ffprobe = ffprobe;
  }

  boolean takes(String type) {
    return type.startsWith("audio/") && Ffmpeg.demuxer(type).isPresent();
  }

  void derive(Derivation derivation, String type) {
    try {
      String demuxer = Ffmpeg.demuxer(type).orElseThrow();
      boolean plays = plays(derivation, type, demuxer);
      Path playable = derivation.folder().resolve("transcoded");
      Waveform waveform = new Waveform();
      derivation.noted(
          tools.run(
              settings.ffmpeg(),
              arguments(derivation, demuxer, plays ? null : playable),
              derivation.folder(),
              settings.audioTimeout(),
              pcm -> waveform.read(pcm, settings.maxDuration().toSeconds())));
      if (waveform.seconds() == 0) {
        throw new UnderivableException("no sound in it");
      }
      derivation.measured(Measures.sound(waveform.seconds(), waveform.values()));
      if (plays) {
        derivation.transcodedIsOriginal(type);
      } else {
        derivation.transcoded(playable, settings.audio().mimeType());
      }
    } catch (UnderivableException e) {
      derivation.failed(e);
    } catch (ToolMissingException e) {
      derivation.failed(e);
    }
  }

  /** What is in the format asked for is not made worse by making it once more. */
  private boolean plays(Derivation derivation, String type, String demuxer)
      throws UnderivableException, ToolMissingException {
    return type.equals(PLAYS_EVERYWHERE)
        || (settings.audio() == AudioFormat.m4a
            && type.equals(AudioFormat.m4a.mimeType())
            && ffprobe.probe(derivation, demuxer).audio().equals("aac"));
  }

  private List<String> arguments(Derivation derivation, String demuxer, Path playable) {
    List<String> arguments =
        new ArrayList<>(Ffmpeg.input(demuxer, derivation.original(), settings.threads()));
    // One second over the limit, so that what is too long is seen to be.
    String longest = Long.toString(settings.maxDuration().toSeconds() + 2);
    if (playable != null) {
      arguments.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"));
      arguments.addAll(List.of("-t", longest));
      arguments.addAll(
          List.of(
              "-af", "aformat=sample_rates=48000|44100|32000|16000:channel_layouts=mono|stereo"));
      arguments.addAll(settings.audio().options(settings.audioBitrate()));
      arguments.add("file:" + playable);
    }
    arguments.addAll(List.of("-map", "0:a:0", "-t", longest, "-ac", "1", "-af", FOR_EYES));
    arguments.addAll(List.of("-ar", Integer.toString(Waveform.RATE), "-f", "s16le", "pipe:1"));
    return arguments;
  }
}
