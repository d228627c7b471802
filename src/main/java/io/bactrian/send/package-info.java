/** Sends messages through Evolution, each once, and finds out what became of those in doubt. */
package io.bactrian.send;
