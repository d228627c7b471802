package io.bactrian.faults;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One way in which a media file's source fails.
 *
 * @param on makes the fault for a path
 * @param rescue who has the media in spite of it
 */
record SourceFaults(Function<String, Fault> on, Rescue rescue) {

  enum Rescue {
    /** The same link, once it is well again, or the next one. */
    ANY_LINK,
    /** No link of the webhook, ever. */
    EVOLUTION
  }

  /**
   * By name.
   *
   * @param inside where no redirect may lead
   */
  static Map<String, SourceFaults> all(String inside) {
    Map<String, SourceFaults> faults = new LinkedHashMap<>();
    for (int status : new int[] {401, 403, 404, 410}) {
      faults.put(String.valueOf(status), forEver(path -> Fault.status(path, status)));
    }
    faults.put("429", passing(path -> Fault.status(path, 429).retryAfter("1")));
    faults.put("500", passing(path -> Fault.status(path, 500)));
    faults.put("503", passing(path -> Fault.status(path, 503)));
    faults.put("hang", passing(Fault::hang));
    faults.put("reset", passing(path -> Fault.reset(path, 500)));
    faults.put("truncated", passing(path -> Fault.truncate(path, 500)));
    faults.put("truncated for ever", forEver(path -> Fault.truncate(path, 500)));
    faults.put("drip", forEver(path -> Fault.drip(path, 16, Duration.ofMillis(500))));
    faults.put("wrong hash", forEver(path -> Fault.flip(path, 100)));
    faults.put("infinite body", forEver(Fault::endless));
    faults.put("redirect inside", forEver(path -> Fault.redirect(path, inside)));
    return faults;
  }

  private static SourceFaults forEver(Function<String, Fault> fault) {
    return new SourceFaults(fault, Rescue.EVOLUTION);
  }

  private static SourceFaults passing(UnaryOperator<Fault> often, Function<String, Fault> fault) {
    return new SourceFaults(fault.andThen(often), Rescue.ANY_LINK);
  }

  private static SourceFaults passing(Function<String, Fault> fault) {
    return passing(each -> each.times(2), fault);
  }
}
