package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of deploy/kubernetes against the types of the Kubernetes API, and each other. */
class ManifestsTest {

  private static final Path FOLDER = Path.of("deploy", "kubernetes");
  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Secret", Secret.class,
          "v1/Service", Service.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "apps/v1/Deployment", Deployment.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new Strict());

  @TempDir private Path temporary;

  @ParameterizedTest
  @MethodSource("builtIn")
  void everyFieldIsOneOfTheApi(JsonNode manifest) throws JsonProcessingException {
    assertThat(STRICT.treeToValue(manifest, TYPES.get(type(manifest))).getMetadata().getName())
        .startsWith("bactrian");
  }

  @Test
  void aMisspeltFieldIsSeen() {
    JsonNode deployment = only("Deployment");
    ((ObjectNode) deployment.at("/spec/template/spec")).put("terminationGracePeriod", 1);
    assertThatThrownBy(() -> STRICT.treeToValue(deployment, Deployment.class))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void theKustomizationHasEveryManifest() {
    JsonNode kustomization = documents(FOLDER.resolve("kustomization.yaml")).get(0);
    List<String> listed = new ArrayList<>();
    kustomization.path("resources").forEach(file -> listed.add(file.asText()));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> file.endsWith(".yaml") && !file.equals("kustomization.yaml"))
                  .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatSelectsThePodsAgreesWithTheirLabels() throws JsonProcessingException {
    Deployment deployment = STRICT.treeToValue(only("Deployment"), Deployment.class);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    for (JsonNode service : ofKind("Service")) {
      Service parsed = STRICT.treeToValue(service, Service.class);
      assertThat(parsed.getSpec().getSelector()).isEqualTo(labels);
      parsed
          .getSpec()
          .getPorts()
          .forEach(
              port ->
                  assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().get(0))
                      .satisfies(
                          container ->
                              assertThat(container.getPorts())
                                  .anyMatch(
                                      open ->
                                          open.getName()
                                              .equals(port.getTargetPort().getStrVal()))));
    }
    assertThat(only("PodDisruptionBudget").at("/spec/selector/matchLabels").toString())
        .isEqualTo(only("NetworkPolicy").at("/spec/podSelector/matchLabels").toString());
  }

  @Test
  void theServiceMonitorFindsTheManagementPort() {
    JsonNode monitor = only("ServiceMonitor");
    JsonNode wanted = monitor.at("/spec/selector/matchLabels");
    assertThat(ofKind("Service"))
        .filteredOn(service -> service.at("/metadata/labels").equals(wanted))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.at("/spec/ports/0/name"))
                    .isEqualTo(monitor.at("/spec/endpoints/0/port")));
  }

  @Test
  void theOperatorIsGivenTheSameAlertsAsPrometheus() {
    assertThat(only("PrometheusRule").path("spec"))
        .isEqualTo(documents(Path.of("deploy", "prometheus", "bactrian-alerts.yaml")).get(0));
  }

  @Test
  void whatMonitoringAddsIsThere() {
    JsonNode monitoring = documents(Path.of("deploy", "kustomization.yaml")).get(0);

    assertThat(monitoring.path("resources"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Path.of("deploy", file.asText())).exists());
    assertThat(Path.of("deploy", monitoring.at("/configMapGenerator/0/files/0").asText())).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "deploy/kubernetes"})
  void whatKubectlRendersIsOfTheApiToo(String folder) throws IOException, InterruptedException {
    assumeTrue(isKubectlInstalled(), "no kubectl to render with");
    Path rendered = temporary.resolve("rendered.yaml");
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", folder)
            .redirectOutput(rendered.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    assertThat(kubectl.waitFor()).isZero();

    List<JsonNode> manifests = documents(rendered);
    assertThat(manifests)
        .extracting(manifest -> manifest.path("kind").asText())
        .contains("ServiceAccount", "ConfigMap", "Deployment", "Service", "PodDisruptionBudget");
    for (JsonNode manifest : manifests) {
      assertThat(manifest.at("/metadata/namespace").asText()).isEqualTo("bactrian");
      if (TYPES.containsKey(type(manifest))) {
        everyFieldIsOneOfTheApi(manifest);
      }
    }
    assertThat(manifests)
        .filteredOn(manifest -> manifest.path("kind").asText().equals("Deployment"))
        .singleElement()
        .satisfies(
            deployment ->
                assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
                    .matches("[^:]+:\\d+\\.\\d+\\.\\d+"));
  }

  private static boolean isKubectlInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  @Test
  void theContainerIsConfined() throws JsonProcessingException {
    Deployment deployment = STRICT.treeToValue(only("Deployment"), Deployment.class);
    var pod = deployment.getSpec().getTemplate().getSpec();
    var confinement = pod.getContainers().get(0).getSecurityContext();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(confinement.getReadOnlyRootFilesystem()).isTrue();
    assertThat(confinement.getAllowPrivilegeEscalation()).isFalse();
    assertThat(confinement.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(110);
  }

  @Test
  void everyObjectHasAKnownTypeOrIsAnExample() {
    assertThat(all().map(ManifestsTest::type).filter(type -> !TYPES.containsKey(type)))
        .containsExactlyInAnyOrder(
            "external-secrets.io/v1/ExternalSecret",
            "monitoring.coreos.com/v1/ServiceMonitor",
            "monitoring.coreos.com/v1/PrometheusRule",
            "keda.sh/v1alpha1/ScaledObject",
            "keda.sh/v1alpha1/TriggerAuthentication");
  }

  static Stream<JsonNode> builtIn() {
    return all().filter(manifest -> TYPES.containsKey(type(manifest)));
  }

  private static JsonNode only(String kind) {
    List<JsonNode> found = ofKind(kind);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<JsonNode> ofKind(String kind) {
    return all().filter(manifest -> manifest.path("kind").asText().equals(kind)).toList();
  }

  private static Stream<JsonNode> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .flatMap(file -> documents(file).stream())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> documents(Path file) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(JsonNode manifest) {
    return manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
  }

  /** The types keep what they do not know, so that it would not be noticed. */
  private static final class Strict extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
