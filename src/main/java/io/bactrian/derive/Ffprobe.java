package io.bactrian.derive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.derive.tool.ToolMissingException;
import io.bactrian.derive.tool.Tools;
import io.bactrian.derive.tool.UnderivableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks ffprobe what a sound or film has in it, before any of it is decoded. */
@Component
class Ffprobe {

  private static final int MOST_PROBED = 1 << 20;

  private final DeriveSettings settings;
  private final Tools tools;
  private final ObjectMapper json;

  Ffprobe(DeriveSettings settings, Tools tools, ObjectMapper json) {
    this.settings = settings;
    this.tools = tools;
    this.json = json;
  }

  VideoProbe probe(Derivation derivation, String demuxer)
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
}
