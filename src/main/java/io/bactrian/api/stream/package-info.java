/** Changes as they happen: the stream of server-sent events and what it carries. */
package io.bactrian.api.stream;
