package io.bactrian.api;

import java.util.List;

/** Which kinds of job there are, and in which lane each of them waits. */
public interface Lanes {

  /** The name of the lane, or null for a kind that is not declared (any more). */
  String laneOf(String kind);

  /** All kinds that are declared. */
  List<String> kinds();
}
