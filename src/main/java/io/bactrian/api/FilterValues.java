package io.bactrian.api;

import io.bactrian.chat.MessageStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.format.FormatterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads what a list is filtered by, in capitals or not. A message's status may go by Evolution's
 * name for it as well ({@code DELIVERY_ACK}).
 */
@Component
class FilterValues implements WebMvcConfigurer {

  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 9998;

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ControlCharacters()).addPathPatterns("/api/**");
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, MessageStatus.class, FilterValues::messageStatus);
    registry.addConverter(
        String.class,
        AttachmentStatus.class,
        text -> value(text, name -> AttachmentStatus.valueOf(name.toUpperCase(Locale.ROOT))));
    registry.addConverter(String.class, Instant.class, text -> value(text, FilterValues::instant));
    registry.addConverter(
        String.class,
        JobState.class,
        text -> value(text, name -> JobState.valueOf(name.toLowerCase(Locale.ROOT))));
  }

  /** Of a year with four digits: the database takes no other. */
  private static Instant instant(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("no such year");
    }
    return time.toInstant();
  }

  private static MessageStatus messageStatus(String text) {
    return value(
        text,
        name -> {
          String upper = name.toUpperCase(Locale.ROOT);
          return Optional.ofNullable(MessageStatus.fromEvolution(upper))
              .orElseGet(() -> MessageStatus.valueOf(upper));
        });
  }

  /** Nothing given is no filter. */
  private static <T> T value(String text, Function<String, T> read) {
    String name = text.strip();
    return name.isEmpty() ? null : read.apply(name);
  }
}
