/**
 * The edge: takes bodies off the wire without a thread that waits for them, closes the connections
 * of what is refused, and answers what the web server itself refuses.
 */
package io.bactrian.web;
