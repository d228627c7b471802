package io.bactrian.web;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How bodies are taken off the wire, those of webhooks and of the API alike.
 *
 * @param bodyTimeout time for a whole body to come; Evolution itself gives up after 30 to 60 s
 * @param bodyMinRate bytes a second that a body must bring on average, once {@code bodyGrace} is
 *     over
 * @param bodyGrace time before the rate counts
 * @param bodyMemory bytes of the heap that all bodies under way may have together; beyond it they
 *     go to files, however small
 * @param spoolThreshold bytes of a body held in memory; what is larger goes to a file
 * @param spoolDir where those files lie; by default {@code bactrian-spool} in the system's
 *     temporary directory
 * @param linger how long what still comes of a refused body is thrown away before its connection is
 *     closed, so that its sender gets to read the answer
 */
@Validated
@ConfigurationProperties("bactrian.http")
public record HttpSettings(
    @NotNull @DefaultValue("60s") Duration bodyTimeout,
    @NotNull @DefaultValue("1KB") DataSize bodyMinRate,
    @NotNull @DefaultValue("5s") Duration bodyGrace,
    @NotNull @DefaultValue("16MB") DataSize bodyMemory,
    @NotNull @DefaultValue("256KB") DataSize spoolThreshold,
    Path spoolDir,
    @NotNull @DefaultValue("2s") Duration linger) {

  public HttpSettings {
    spoolDir =
        spoolDir == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "bactrian-spool")
            : spoolDir;
  }
}
