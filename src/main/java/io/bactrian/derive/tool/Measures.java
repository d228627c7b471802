package io.bactrian.derive.tool;

/**
 * What was measured of a media file; null for what its type has not.
 *
 * @param width in pixels, as it is to be seen
 * @param height in pixels, as it is to be seen
 * @param seconds of sound or film, rounded
 * @param waveform 64 values of loudness from 0 to 100
 */
public record Measures(Integer width, Integer height, Integer seconds, byte[] waveform) {

  public static final Measures NONE = new Measures(null, null, null, null);

  public static Measures dimensions(int width, int height) {
    return new Measures(width, height, null, null);
  }

  public static Measures sound(double seconds, byte[] waveform) {
    return new Measures(null, null, whole(seconds), waveform);
  }

  public static Measures duration(double seconds) {
    return new Measures(null, null, whole(seconds), null);
  }

  /** However long a file says that it is. */
  private static int whole(double seconds) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.round(seconds)));
  }

  public Measures and(Measures more) {
    return new Measures(
        more.width != null ? more.width : width,
        more.height != null ? more.height : height,
        more.seconds != null ? more.seconds : seconds,
        more.waveform != null ? more.waveform : waveform);
  }
}
