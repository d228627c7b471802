/**
 * The hub as a process of its own among real servers that are killed, stopped, purged and emptied
 * under it. Each test ends in a ledger: what was accepted is stored once, and nothing else is.
 */
package io.bactrian.faults;
