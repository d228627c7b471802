package io.bactrian.console;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What the pages say, in one language. Texts stand in {@code console/messages_….properties}; a key
 * that is missing in one language fails a test.
 */
public final class Texts {

  static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.forLanguageTag("pt"));

  private static final long KIB = 1024;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private final Locale locale;
  private final ResourceBundle bundle;
  private final Instant now;

  /**
   * @param now what "ago" is counted from
   */
  Texts(Locale locale, Instant now) {
    this.locale = locale;
    this.now = now;
    bundle = bundle(locale);
  }

  static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        "console.messages",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** A text with its {0}, {1}, … filled in; numbers in the language's form. */
  public String of(String key, Object... arguments) {
    String text = bundle.getString(key);
    return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
  }

  /** A text for one of several values, or the value itself where there is none. */
  public String name(String group, Object value) {
    String key = group + "." + value;
    return bundle.containsKey(key) ? bundle.getString(key) : String.valueOf(value);
  }

  public String language() {
    return locale.toLanguageTag();
  }

  public String number(long value) {
    return NumberFormat.getIntegerInstance(locale).format(value);
  }

  /** Bytes in the unit that people read; a dash where the size is not known. */
  public String bytes(Long bytes) {
    if (bytes == null) {
      return "–";
    }
    double size = bytes;
    int unit = 0;
    while (size >= KIB && unit < 4) {
      size /= KIB;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(unit == 0 || size >= 100 ? 0 : 1);
    return format.format(size) + " " + List.of("B", "KiB", "MiB", "GiB", "TiB").get(unit);
  }

  /** A length of time in its largest unit, or two of them. */
  public String duration(double seconds) {
    if (seconds < 1) {
      return Math.round(seconds * 1000) + " ms";
    }
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    if (whole < HOUR) {
      return two(whole / MINUTE, "min", whole % MINUTE, "s");
    }
    if (whole < DAY) {
      return two(whole / HOUR, "h", whole % HOUR / MINUTE, "min");
    }
    return two(whole / DAY, "d", whole % DAY / HOUR, "h");
  }

  /** How long ago, or in how long. */
  public String ago(Instant time) {
    if (time == null) {
      return "–";
    }
    double seconds = Duration.between(time, now).toMillis() / 1000.0;
    String length = duration(Math.max(1, Math.abs(seconds)));
    return of(seconds >= 0 ? "time.ago" : "time.in", length);
  }

  private static String two(long one, String unit, long other, String smaller) {
    return other == 0 || one >= 10
        ? one + " " + unit
        : "%d %s %d %s".formatted(one, unit, other, smaller);
  }
}
