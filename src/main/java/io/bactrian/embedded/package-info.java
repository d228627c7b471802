/**
 * Servers for a first run, each only where no real one is configured; never in the packaged jar.
 */
package io.bactrian.embedded;
