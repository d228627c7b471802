/** The page for people: what the hub does, what failed and why, and the way to put it back. */
package io.bactrian.console;
