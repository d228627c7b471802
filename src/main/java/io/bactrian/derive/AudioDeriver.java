package io.bactrian.derive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A form of a sound that every browser plays, its duration and its waveform, in one decoding. */
@Component
class AudioDeriver {

  private static final String PLAYS_EVERYWHERE = "audio/mpeg";

  private final DeriveSettings settings;
  private final Tools tools;

  AudioDeriver(DeriveSettings settings, Tools tools) {
    this.settings = settings;
    this.tools = tools;
  }

  boolean takes(String type) {
    return type.startsWith("audio/") && Ffmpeg.demuxer(type).isPresent();
  }

  void derive(Derivation derivation, String type) {
    Path playable = derivation.folder().resolve("transcoded");
    boolean plays = type.equals(PLAYS_EVERYWHERE);
    List<String> arguments =
        new ArrayList<>(
            Ffmpeg.input(
                Ffmpeg.demuxer(type).orElseThrow(), derivation.original(), settings.threads()));
    // One second over the limit, so that what is too long is seen to be.
    String longest = Long.toString(settings.maxDuration().toSeconds() + 2);
    if (!plays) {
      arguments.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"));
      arguments.addAll(List.of("-t", longest));
      arguments.addAll(
          List.of(
              "-af", "aformat=sample_rates=48000|44100|32000|16000:channel_layouts=mono|stereo"));
      arguments.addAll(settings.audio().options(settings.audioBitrate()));
      arguments.add("file:" + playable);
    }
    arguments.addAll(List.of("-map", "0:a:0", "-t", longest, "-ac", "1"));
    arguments.addAll(List.of("-ar", Integer.toString(Waveform.RATE), "-f", "s16le", "pipe:1"));
    Waveform waveform = new Waveform();
    try {
      tools.run(
          settings.ffmpeg(),
          arguments,
          derivation.folder(),
          settings.audioTimeout(),
          pcm -> waveform.read(pcm, settings.maxDuration().toSeconds()));
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
}
