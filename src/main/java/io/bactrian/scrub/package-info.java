/**
 * Reads stored media back, a few at a time, and has those fetched again that are not what they
 * were.
 */
package io.bactrian.scrub;
