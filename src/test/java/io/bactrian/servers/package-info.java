/** Servers of the distribution that a test owns, so that it can kill and restart them. */
package io.bactrian.servers;
