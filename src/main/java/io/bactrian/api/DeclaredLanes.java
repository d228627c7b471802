package io.bactrian.api;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.lane.LaneProbe;
import java.util.List;
import org.springframework.stereotype.Component;

/** The lanes as the kinds declare them, and as their servers tell of them. */
@Component
class DeclaredLanes implements Lanes, LaneDepths {

  private final JobKinds kinds;
  private final LaneProbe probe;

  DeclaredLanes(JobKinds kinds, LaneProbe probe) {
    this.kinds = kinds;
    this.probe = probe;
  }

  @Override
  public String laneOf(String kind) {
    return kinds.isDeclared(kind) ? kinds.get(kind).lane().name() : null;
  }

  @Override
  public List<String> kinds() {
    return kinds.all().stream().map(JobKind::name).toList();
  }

  @Override
  public Depth of(String kind) {
    LaneProbe.Reading reading = probe.read(kind);
    return new Depth(reading.depth(), reading.consumers());
  }
}
