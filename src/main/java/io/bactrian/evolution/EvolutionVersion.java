package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Instances;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Which version of Evolution it is that is called, and what that one can. It is asked for at the
 * start, again after a call that broke off and every now and then: Evolution may have been replaced
 * meanwhile.
 */
@Component("evolutionVersion")
public class EvolutionVersion {

  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

  /** The first that sends a message under an id of the caller's: 2.4. */
  private static final int MAJOR = 2;

  private static final int MINOR = 4;

  private final EvolutionSettings settings;
  private final Instances instances;
  private final Clock clock;
  private final Set<String> withoutIds = ConcurrentHashMap.newKeySet();
  private volatile String version;
  private volatile Instant known = Instant.EPOCH;

  public EvolutionVersion(EvolutionSettings settings, Instances instances, Clock clock) {
    this.settings = settings;
    this.instances = instances;
    this.clock = clock;
  }

  /** The call that asks for it; null while it is known. */
  public EvolutionCall call() {
    return isKnown() ? null : EvolutionCall.ofAll("GET", settings.baseUrl(), "", "");
  }

  /** Whether it has told lately, and nothing happened since that makes another one of it. */
  private boolean isKnown() {
    return clock.instant().isBefore(known.plus(settings.versionPeriod()));
  }

  /** Evolution has told; one that names no version is as good as an old one. */
  public void read(JsonNode answer) {
    String told = answer.path("version").asText(null);
    if (told == null || !told.equals(version)) {
      withoutIds.clear();
    }
    version = told;
    known = clock.instant();
  }

  /** It may be another one by now. */
  public void doubt() {
    known = Instant.EPOCH;
  }

  /** As Evolution says it, such as {@code 2.3.7}; empty before it has. */
  public Optional<String> value() {
    return Optional.ofNullable(version);
  }

  /**
   * Whether a message is sent under the id that the call brings: by this version, and by the
   * channel of the instance as Evolution lists it. Meta's Cloud API chooses its own.
   */
  public boolean takesMessageIds(String instance) {
    return isNewEnough(instance) && instances.isBaileys(instance);
  }

  /** The same for one more call of the same message, for which an older answer is not enough. */
  public boolean surelyTakesMessageIds(String instance) {
    return isKnown() && takesMessageIds(instance);
  }

  private boolean isNewEnough(String instance) {
    Matcher number = NUMBER.matcher(version == null ? "" : version);
    if (!number.matches() || withoutIds.contains(instance)) {
      return false;
    }
    int major = Integer.parseInt(number.group(1));
    return major > MAJOR || (major == MAJOR && Integer.parseInt(number.group(2)) >= MINOR);
  }

  /** An instance's message got another id than the call brought: its channel takes none. */
  public void refute(String instance) {
    withoutIds.add(instance);
  }
}
