package io.bactrian.media;

import io.bactrian.profile.ProfileSettings;
import io.bactrian.storage.S3Settings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as Spring binds them: the defaults, and what a test says otherwise. */
public final class Settings {

  private Settings() {}

  /** Pairs of a name under {@code bactrian.media} and its value. */
  static MediaSettings media(String... pairs) {
    return bind("bactrian.media", MediaSettings.class, pairs);
  }

  /** Pairs of a name under {@code bactrian.s3} and its value. */
  public static S3Settings s3(String... pairs) {
    return bind("bactrian.s3", S3Settings.class, pairs);
  }

  /** Pairs of a name under {@code bactrian.profile} and its value. */
  static ProfileSettings profile(String... pairs) {
    return bind("bactrian.profile", ProfileSettings.class, pairs);
  }

  private static <T> T bind(String prefix, Class<T> type, String... pairs) {
    Map<String, Object> properties = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(prefix + "." + pairs[i], pairs[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }
}
