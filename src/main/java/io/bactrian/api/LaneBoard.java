package io.bactrian.api;

import io.bactrian.api.LaneDepths.Depth;
import io.bactrian.api.LaneQueries.Times;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.job.JobTally;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the lanes do now, by kind; counted at most once in a while, however many ask. */
@Component
public class LaneBoard {

  private static final Logger log = LoggerFactory.getLogger(LaneBoard.class);

  private final Lanes lanes;
  private final LaneDepths depths;
  private final LaneQueries queries;
  private final JobTally tally;
  private final ApiSettings settings;

  private List<LaneLoad> last;
  private long countedAt;

  LaneBoard(
      Lanes lanes, LaneDepths depths, LaneQueries queries, JobTally tally, ApiSettings settings) {
    this.lanes = lanes;
    this.depths = depths;
    this.queries = queries;
    this.tally = tally;
    this.settings = settings;
  }

  /** Every kind that is declared, and those no longer declared of which jobs are left. */
  public synchronized List<LaneLoad> current() {
    if (last == null || System.nanoTime() - countedAt >= settings.laneFreshness().toNanos()) {
      last = count();
      countedAt = System.nanoTime();
    }
    return last;
  }

  private List<LaneLoad> count() {
    Map<String, JobTally.Count> counts = tally.counts();
    TreeSet<String> kinds = new TreeSet<>(lanes.kinds());
    kinds.addAll(counts.keySet());
    Map<String, Times> times = queries.times(kinds, settings.laneSample(), settings.laneWindow());
    return kinds.stream()
        .map(
            kind ->
                load(
                    kind,
                    counts.getOrDefault(kind, JobTally.Count.none(kind)),
                    times.getOrDefault(kind, new Times(kind, Percentiles.NONE, Percentiles.NONE))))
        .toList();
  }

  private LaneLoad load(String kind, JobTally.Count count, Times times) {
    String lane = lanes.laneOf(kind);
    Depth depth = lane == null ? Depth.UNKNOWN : depth(kind);
    return new LaneLoad(
        lane,
        kind,
        depth.depth(),
        depth.consumers(),
        count.inFlight(),
        count.oldestAge(),
        count.done(),
        count.parked(),
        count.pending(),
        times.waiting(),
        times.work());
  }

  /** What is in the ledger is shown even while a lane's server is down: then above all. */
  private Depth depth(String kind) {
    try {
      return depths.of(kind);
    } catch (RuntimeException e) {
      log.debug("The lane of {} can't be asked: {}", kind, e.toString());
      return Depth.UNKNOWN;
    }
  }
}
