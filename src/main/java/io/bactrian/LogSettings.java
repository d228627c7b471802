package io.bactrian;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is written.
 *
 * @param queueSize lines that may wait to be written; 0: each is written before the work goes on
 */
@ConfigurationProperties("bactrian.log")
record LogSettings(@DefaultValue("8192") int queueSize) {}
