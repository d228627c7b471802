package io.bactrian.derive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.derive.tool.UnderivableException;
import java.io.IOException;

/**
 * What ffprobe says of a film before any of its pictures is decoded.
 *
 * @param stream index of its pictures; negative if it is a sound
 * @param width as it is to be seen, after rotation
 * @param height as it is to be seen, after rotation
 * @param seconds 0 if the file does not say
 * @param frames 0 if the file does not say
 * @param video codec of its pictures
 * @param pixels format of its pictures
 * @param audio codec of its sound; empty without
 */
record VideoProbe(
    int stream,
    int width,
    int height,
    double seconds,
    double frames,
    String video,
    String pixels,
    String audio) {

  private static final int NO_STREAM = -1;
  private static final int QUARTER = 90;
  private static final int HALF = 180;

  static VideoProbe read(byte[] answer, ObjectMapper json)
      throws UnderivableException, IOException {
    JsonNode file = json.readTree(answer);
    JsonNode video = null;
    String audio = "";
    for (JsonNode stream : file.path("streams")) {
      String kind = stream.path("codec_type").asText();
      boolean cover = stream.at("/disposition/attached_pic").asInt() == 1;
      if (video == null && kind.equals("video") && !cover) {
        video = stream;
      } else if (audio.isEmpty() && kind.equals("audio")) {
        audio = stream.path("codec_name").asText();
      }
    }
    double seconds = file.at("/format/duration").asDouble();
    if (video == null && !audio.isEmpty()) {
      return new VideoProbe(NO_STREAM, 0, 0, seconds, 0, "", "", audio);
    }
    if (video == null || video.path("width").asInt() <= 0) {
      throw new UnderivableException("no pictures in it");
    }
    boolean turned = Math.abs(rotation(video)) % HALF == QUARTER;
    int width = video.path("width").asInt();
    int height = video.path("height").asInt();
    double counted = video.path("nb_frames").asDouble();
    return new VideoProbe(
        video.path("index").asInt(),
        turned ? height : width,
        turned ? width : height,
        seconds,
        counted > 0 ? counted : seconds * rate(video.path("avg_frame_rate").asText()),
        video.path("codec_name").asText(),
        video.path("pix_fmt").asText(),
        audio);
  }

  private static int rotation(JsonNode video) {
    for (JsonNode data : video.path("side_data_list")) {
      if (data.has("rotation")) {
        return data.path("rotation").asInt();
      }
    }
    return video.at("/tags/rotate").asInt();
  }

  private static double rate(String fraction) {
    int slash = fraction.indexOf('/');
    if (slash < 0) {
      return 0;
    }
    try {
      double below = Double.parseDouble(fraction.substring(slash + 1));
      return below == 0 ? 0 : Double.parseDouble(fraction.substring(0, slash)) / below;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether it has sound and no pictures, as a voice note in a film's container. */
  boolean isSound() {
    return stream == NO_STREAM;
  }

  /** Whether browsers play it as it is. */
  boolean plays(String type) {
    boolean container = type.equals("video/mp4") ? video.equals("h264") : type.equals("video/webm");
    boolean sound =
        audio.isEmpty()
            || audio.equals("aac")
            || audio.equals("mp3")
            || audio.equals("opus")
            || audio.equals("vorbis");
    return container && sound && (pixels.equals("yuv420p") || pixels.equals("yuvj420p"));
  }
}
