package io.bactrian.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.failure.SparseLog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads which job a lane delivered. Whoever can write to Redis or RabbitMQ can put anything there:
 * what names no job of the lane's kind costs one line of the log, and of many only a few.
 */
@Component
class LaneRefs {

  private static final Logger log = LoggerFactory.getLogger(LaneRefs.class);

  /** A message has an id, a kind, an owner and a trace. */
  private static final int LONGEST = 2000;

  private final ObjectMapper json;
  private final JobKinds kinds;
  private final SparseLog sparse;

  LaneRefs(ObjectMapper json, JobKinds kinds, LedgerSettings settings) {
    this.json = json;
    this.kinds = kinds;
    this.sparse = new SparseLog(settings.garbageLogInterval());
  }

  /**
   * The job of that kind that the message names.
   *
   * @return empty if it names none and the lane keeps no dead letters
   * @throws UnreadableJobException if it names none and the broker is to keep it among its dead
   *     letters
   */
  Optional<JobRef> read(String message, String kind) {
    JobRef ref = parsed(message);
    if (ref != null && ref.id() != null && kind.equals(ref.kind())) {
      return Optional.of(new JobRef(ref.id(), kind));
    }
    String what = ref == null || ref.id() == null ? "no job" : "a job of another kind";
    sparse
        .count(kind)
        .ifPresent(
            more ->
                log.warn(
                    "the lane of {} delivered what is {}{}",
                    kind,
                    what,
                    more == 0 ? "" : ", and the like " + more + " times since the last line"));
    if (kinds.get(kind).lane() == Lane.durable) {
      throw new UnreadableJobException();
    }
    return Optional.empty();
  }

  private JobRef parsed(String message) {
    if (message == null || message.length() > LONGEST) {
      return null;
    }
    try {
      return json.readValue(message, JobRef.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
