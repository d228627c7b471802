package io.bactrian.console;

import io.bactrian.api.JobState;

/**
 * Which jobs are asked for; what is null asks for nothing.
 *
 * @param q an id (of a job, message, media file, event or conversation), a chat or a number
 */
public record JobFilter(String kind, JobState state, String q) {

  public Query query() {
    return Query.of("q", q, "kind", kind, "state", state);
  }
}
