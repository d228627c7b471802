package io.bactrian.memory;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is read of the answers of others, but for the media in them, which have limits of their own.
 *
 * @param maxSize largest answer, in bytes
 * @param time for the whole answer, beside the time for which the other side may be silent
 */
@Validated
@ConfigurationProperties("bactrian.answer")
public record AnswerSettings(
    @NotNull @DefaultValue("16MB") DataSize maxSize, @NotNull @DefaultValue("30s") Duration time) {}
