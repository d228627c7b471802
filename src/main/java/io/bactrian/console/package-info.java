/** What people and scripts look at: the HTTP API. */
package io.bactrian.console;
