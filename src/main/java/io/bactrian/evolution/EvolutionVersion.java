package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Which version of Evolution it is that is called, and what that one can. It is asked for at the
 * start and again after a call that broke off: Evolution may have been replaced meanwhile.
 */
@Component("evolutionVersion")
public class EvolutionVersion {

  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

  /** The first that sends a message under an id of the caller's: 2.4. */
  private static final int MAJOR = 2;

  private static final int MINOR = 4;

  private final EvolutionSettings settings;
  private final Set<String> withoutIds = ConcurrentHashMap.newKeySet();
  private volatile String version;
  private volatile boolean doubtful = true;

  public EvolutionVersion(EvolutionSettings settings) {
    this.settings = settings;
  }

  /** The call that asks for it; null while it is known. */
  public EvolutionCall call() {
    return doubtful ? EvolutionCall.ofAll("GET", settings.baseUrl(), "", "") : null;
  }

  /** Evolution has told; one that names no version is as good as an old one. */
  public void read(JsonNode answer) {
    String told = answer.path("version").asText(null);
    if (told == null || !told.equals(version)) {
      withoutIds.clear();
    }
    version = told;
    doubtful = false;
  }

  /** It may be another one by now. */
  public void doubt() {
    doubtful = true;
  }

  /** As Evolution says it, such as {@code 2.3.7}; empty before it has. */
  public Optional<String> value() {
    return Optional.ofNullable(version);
  }

  /** Whether a message is sent under the id that the call brings. */
  public boolean takesMessageIds(String instance) {
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
