package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.audit.InstanceConnections;
import io.bactrian.chat.InstanceName;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Has Evolution connect an instance again, for whoever asked. */
@Component
public class InstanceConnector {

  private final ProducerTemplate producer;
  private final ApiSettings settings;

  InstanceConnector(ProducerTemplate producer, ApiSettings settings) {
    this.producer = producer;
    this.settings = settings;
  }

  /**
   * Waits for Evolution's answer.
   *
   * @return open, or connecting: a code may have to be scanned at Evolution
   * @throws ApiProblem 400 for no name of an instance, 404 for one that Evolution has not, 503 if
   *     it does not connect it
   */
  public String connect(String name) {
    if (!InstanceName.isFit(name)) {
      throw ApiProblem.badRequest("This is not the name of an instance: " + InstanceName.RULE);
    }
    InstanceConnections.Outcome outcome =
        producer.requestBody("direct:connect-instance", name, InstanceConnections.Outcome.class);
    if (outcome.unknown()) {
      throw ApiProblem.notFound("Evolution has no instance of that name.");
    }
    if (outcome.problem() != null) {
      throw ApiProblem.unavailable(
          "Evolution does not connect it: " + outcome.problem(), settings.retryAfter());
    }
    return outcome.connection();
  }
}
