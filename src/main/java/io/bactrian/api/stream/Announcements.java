package io.bactrian.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.Change;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;
import org.springframework.stereotype.Component;

/** Changes as downstream systems are told of them: the same JSON as in the API. */
@Component("announcements")
public class Announcements {

  private final Representations representations;
  private final ObjectMapper json;

  Announcements(Representations representations, ObjectMapper json) {
    this.representations = representations;
    this.json = json;
  }

  /** Body becomes the JSON; its routing key is a header, which is missing if the thing is gone. */
  public void represent(Change change, Exchange exchange) throws JsonProcessingException {
    Optional<Object> thing =
        switch (change.type()) {
          case "message" -> representations.message(change.id(), change.status());
          case "attachment" -> representations.attachment(change.id());
          case "conversation" -> representations.conversation(change.id());
          default -> Optional.empty();
        };
    exchange.getMessage().removeHeaders("*", "traceparent");
    if (thing.isPresent()) {
      exchange.getMessage().setBody(json.writeValueAsString(thing.get()));
      exchange
          .getMessage()
          .setHeader(SpringRabbitMQConstants.ROUTING_OVERRIDE_KEY, change.routingKey());
    }
  }
}
