package io.bactrian.api.stream;

/**
 * What the stream's listeners hear.
 *
 * @param name message, attachment, job or lane
 * @param json as the API would answer
 */
record StreamEvent(String name, String json) {

  /** Nothing more comes. */
  static final StreamEvent END = new StreamEvent("", "");
}
