package io.bactrian.memory;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much memory bodies may have while they are decoded.
 *
 * @param memory heap of all of them together, by estimate, in bytes; by default a third of the heap
 * @param freely a body that needs no more than this is decoded at once and not counted, in bytes
 * @param patience how long one that needs more waits for its share
 * @param maxWaiting how many may wait; one more is told at once that there is no room, so that
 *     bodies that wait do not hold all workers
 */
@Validated
@ConfigurationProperties("bactrian.decoding")
public record DecodingSettings(
    DataSize memory,
    @NotNull @DefaultValue("2MB") DataSize freely,
    @NotNull @DefaultValue("10s") Duration patience,
    @PositiveOrZero @DefaultValue("8") int maxWaiting) {

  private static final int SHARE_OF_HEAP = 3;

  public DecodingSettings {
    memory =
        memory == null
            ? DataSize.ofBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            : memory;
  }
}
