package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A key is that of one instance, by its exact name. */
class EvolutionKeysTest {

  private static final String OF = "BACTRIAN_EVOLUTION_INSTANCES_";

  private final Map<String, Object> variables = new HashMap<>();
  private final Map<String, Object> properties = new HashMap<>();

  @Test
  void anInstanceHasTheGlobalKey() {
    assertThat(keys("global").of("acme-support")).isEqualTo("global");
  }

  @Test
  void withoutAnyKeyItIsEmpty() {
    assertThat(keys(null).of("acme-support")).isEmpty();
  }

  @Test
  void itsOwnKeyTakesPrecedence() {
    variables.put(OF + "ACME_SUPPORT_API_KEY", "own");

    assertThat(keys("global").of("acme-support")).isEqualTo("own");
    assertThat(keys("global").apiKey("acme-support")).isEqualTo("own");
    assertThat(keys("global").of("other")).isEqualTo("global");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"p.r.i.v", "p-r-i-v", "PRIV", "Priv", "pri-v", "priv ", "\u0440riv", "p_r_i_v"})
  void aNameThatLooksLikeAnotherHasNotItsKey(String name) {
    variables.put(OF + "PRIV_API_KEY", "own");

    assertThat(keys("global").of("priv")).isEqualTo("own");
    assertThat(keys("global").of(name)).isEqualTo("global");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.support", "acme_support", "Acme Support", "acmesupport"})
  void aNameThatIsFoldedAlikeHasNotItsKey(String name) {
    variables.put(OF + "ACME_SUPPORT_API_KEY", "own");

    assertThat(keys("global").of(name)).isEqualTo("global");
  }

  @Test
  void aNameThatTheVariableCanNotSpellIsGivenBesideIt() {
    variables.put(OF + "ACME_SUPPORT_API_KEY", "own");
    variables.put(OF + "ACME_SUPPORT_NAME", "Acme Support.2");

    assertThat(keys("global").of("Acme Support.2")).isEqualTo("own");
    assertThat(keys("global").of("acme-support")).isEqualTo("global");
  }

  @Test
  void aPropertySpellsAnyName() {
    properties.put("bactrian.evolution.instances[p.r.i.v].api-key", "dotted");
    properties.put("bactrian.evolution.instances[Acme Support].api-key", "own");
    properties.put("bactrian.evolution.instances.acme-support.api-key", "dashed");

    assertThat(keys("global").of("p.r.i.v")).isEqualTo("dotted");
    assertThat(keys("global").of("Acme Support")).isEqualTo("own");
    assertThat(keys("global").of("acme-support")).isEqualTo("dashed");
    assertThat(keys("global").of("priv")).isEqualTo("global");
  }

  @Test
  void aDeclaredInstanceWithoutAKeyHasTheGlobalOne() {
    variables.put(OF + "ACME_SUPPORT_API_KEY", "");

    assertThat(keys("global").of("acme-support")).isEqualTo("global");
  }

  @Test
  void anUnfitNameAndTwoKeysOfOneInstanceAreProblems() {
    variables.put(OF + "A_API_KEY", "one");
    variables.put(OF + "A_NAME", "..");
    variables.put(OF + "B_API_KEY", "two");
    variables.put(OF + "C_API_KEY", "three");
    variables.put(OF + "C_NAME", "b");
    variables.put(OF + "D_NAME", "d");
    properties.put("bactrian.evolution.instances[a/b].api-key", "four");

    assertThat(InstanceKeys.of(environment()).problems())
        .hasSize(4)
        .anyMatch(line -> line.startsWith(OF + "A_NAME is no name of an instance"))
        .anyMatch(line -> line.startsWith(OF + "C_NAME names an instance that another"))
        .anyMatch(line -> line.startsWith(OF + "D_NAME names an instance without a key"))
        .anyMatch(line -> line.startsWith("a key of bactrian.evolution.instances is no name"));
  }

  private EvolutionKeys keys(String global) {
    return new EvolutionKeys(
        new EvolutionSettings(
            URI.create("https://evolution.test"), global, Map.of(), Duration.ofMinutes(1)),
        environment());
  }

  private StandardEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("properties", properties));
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("variables", variables));
    return environment;
  }
}
