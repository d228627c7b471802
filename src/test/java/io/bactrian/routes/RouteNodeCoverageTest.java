package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts survive the contexts they came from, and name places that a person finds. */
class RouteNodeCoverageTest {

  private static final String CHOOSING =
      """
      - route:
          id: choosing
          from:
            uri: direct
            parameters:
              name: choosing
            steps:
              - choice:
                  when:
                    - expression:
                        simple:
                          expression: ${body} == 'a'
                      steps:
                        - setBody:
                            id: choosing-a
                            expression:
                              constant:
                                expression: "1"
                  otherwise:
                    steps:
                      - removeHeaders:
                          pattern: "*"
      """;

  private static final String USING =
      """
      - route:
          id: choosing
          from:
            uri: direct
            parameters:
              name: choosing
            steps:
              - to: {uri: "kamelet:marking", parameters: {mark: x}}
              - to: {uri: "kamelet:marking", parameters: {mark: y}}
      """;

  private static final String MARKING =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: marking
      spec:
        definition:
          type: object
          properties:
            mark:
              type: string
        template:
          route:
            from:
              uri: kamelet:source
              steps:
                - setBody:
                    expression:
                      constant:
                        expression: "{{mark}}"
      """;

  @TempDir Path folder;

  @Test
  void namesTheNodesThatNoContextEntered() throws Exception {
    Files.writeString(folder.resolve("choosing.camel.yaml"), CHOOSING);
    var coverage = new RouteNodeCoverage(folder);
    send(coverage, "a");
    assertThat(coverage.summary())
        .isEqualTo("route nodes: 3 total, 1 never entered: [choosing:21:removeHeaders]");
    send(coverage, "b");
    assertThat(coverage.summary()).isEqualTo("route nodes: 3 total, 0 never entered: []");
  }

  @Test
  void namesRoutesThatNoContextLoaded() throws Exception {
    Files.writeString(folder.resolve("choosing.camel.yaml"), CHOOSING);
    assertThat(new RouteNodeCoverage(folder).summary())
        .isEqualTo("route nodes: 0 total, 1 never entered: [choosing.camel.yaml (never loaded)]");
  }

  @Test
  void writesTheCountsOfAllContextsTogether() throws Exception {
    Files.writeString(folder.resolve("choosing.camel.yaml"), CHOOSING);
    var coverage = new RouteNodeCoverage(folder);
    send(coverage, "a");
    send(coverage, "b");
    var report = folder.resolve("report/embedded.properties");
    coverage.write(report);
    assertThat(report)
        .content()
        .isEqualToNormalizingNewlines(
            "choosing-a=1\nchoosing:21:removeHeaders=1\nchoosing:8:choice=2\n");
  }

  @Test
  void takesTheRoutesMadeOfOneKameletTogether() throws Exception {
    Files.writeString(folder.resolve("marking.kamelet.yaml"), MARKING);
    Files.writeString(folder.resolve("choosing.camel.yaml"), USING);
    var coverage = new RouteNodeCoverage(folder);
    send(coverage, "a");
    var report = folder.resolve("report/embedded.properties");
    coverage.write(report);
    assertThat(report)
        .content()
        .isEqualToNormalizingNewlines("choosing:7:to=1\nchoosing:8:to=1\nmarking:16:setBody=2\n");
  }

  private void send(RouteNodeCoverage coverage, String body) throws Exception {
    try (var context = new DefaultCamelContext()) {
      context.getCamelContextExtension().addInterceptStrategy(new RouteNodeCounter(coverage));
      context.getComponent("kamelet", KameletComponent.class).setLocation("file:" + folder);
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.resolveResource(
                  context, "file:" + folder.resolve("choosing.camel.yaml")));
      context.start();
      context.createProducerTemplate().sendBody("direct:choosing", body);
    }
  }
}
