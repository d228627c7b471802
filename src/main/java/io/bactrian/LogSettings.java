package io.bactrian;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the log is written.
 *
 * @param queueSize lines that may wait to be written; 0: each is written before the work goes on
 */
@Validated
@ConfigurationProperties("bactrian.log")
record LogSettings(@Min(0) @DefaultValue("8192") int queueSize) {}
