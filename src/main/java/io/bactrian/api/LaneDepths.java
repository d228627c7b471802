package io.bactrian.api;

/** What the servers behind the lanes say of them. */
public interface LaneDepths {

  /** Asks the server of the kind's lane; has to answer soon, for a person waits. */
  Depth of(String kind);

  /**
   * What stands in one lane of one kind.
   *
   * @param depth jobs waiting in the lane, or null if the server can't be asked
   * @param consumers who take from the lane, or null if the server can't be asked
   */
  record Depth(Long depth, Integer consumers) {

    /** The server can't be asked. */
    public static final Depth UNKNOWN = new Depth(null, null);
  }
}
