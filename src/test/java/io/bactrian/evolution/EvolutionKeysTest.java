package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class EvolutionKeysTest {

  private final MockEnvironment environment = new MockEnvironment();
  private final Map<String, EvolutionSettings.Instance> instances = new LinkedHashMap<>();

  @Test
  void anInstanceHasTheGlobalKey() {
    assertThat(keys("global").of("acme-support")).isEqualTo("global");
  }

  @Test
  void itsOwnKeyTakesPrecedence() {
    instances.put("acme-support", new EvolutionSettings.Instance("own"));

    assertThat(keys("global").of("acme-support")).isEqualTo("own");
    assertThat(keys("global").apiKey("acme-support")).isEqualTo("own");
    assertThat(keys("global").of("other")).isEqualTo("global");
  }

  @Test
  void itsNameInTheEnvironmentHasCapitalsAndUnderscores() {
    environment.setProperty("BACTRIAN_EVOLUTION_INSTANCES_ACME_SUPPORT_2_API_KEY", "own");

    assertThat(keys("global").of("acme-support.2")).isEqualTo("own");
    assertThat(keys("global").of("Acme Support 2")).isEqualTo("own");
  }

  @Test
  void itsNameMayBeWrittenAsSpringReadsIt() {
    environment.setProperty("BACTRIAN_EVOLUTION_INSTANCES_ACMESUPPORT_API_KEY", "own");

    assertThat(keys("global").of("acme-support")).isEqualTo("own");
  }

  @Test
  void withoutAnyKeyItIsEmpty() {
    assertThat(keys(null).of("acme-support")).isEmpty();
  }

  @Test
  void aDeclaredInstanceWithoutAKeyHasTheGlobalOne() {
    instances.put("acme-support", new EvolutionSettings.Instance(null));

    assertThat(keys("global").of("acme-support")).isEqualTo("global");
  }

  private EvolutionKeys keys(String global) {
    return new EvolutionKeys(
        new EvolutionSettings(URI.create("https://evolution.test"), global, instances),
        environment);
  }
}
