package io.bactrian.console;

import java.util.List;
import java.util.Locale;

/** The last hour as a small chart: how many as bars, how long as a line. Coordinates of an SVG. */
public final class Sparkline {

  public static final int WIDTH = 240;
  public static final int HEIGHT = 44;

  private Sparkline() {}

  /** The path of bars as high as the values; the highest fills the chart. */
  public static String bars(List<Double> values) {
    double most = most(values);
    if (most == 0) {
      return "";
    }
    double step = (double) WIDTH / values.size();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      Double value = values.get(i);
      if (value != null && value > 0) {
        double height = Math.max(1.5, value / most * (HEIGHT - 2));
        path.append(
            String.format(
                Locale.ROOT,
                "M%.1f %d v-%.1f h%.1f v%.1f z",
                i * step,
                HEIGHT,
                height,
                step * 0.72,
                height));
      }
    }
    return path.toString();
  }

  /** The path of a line through the values; broken where there are none. */
  public static String line(List<Double> values) {
    double most = most(values);
    if (most == 0) {
      return "";
    }
    double step = (double) WIDTH / values.size();
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < values.size(); i++) {
      Double value = values.get(i);
      if (value != null) {
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                drawing ? "L" : "M",
                i * step + step * 0.36,
                HEIGHT - 2 - value / most * (HEIGHT - 6)));
        if (!drawing) {
          // A minute between two without any would be no line.
          path.append("h0.1");
        }
      }
      drawing = value != null;
    }
    return path.toString();
  }

  private static double most(List<Double> values) {
    return values.stream().filter(v -> v != null).mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
