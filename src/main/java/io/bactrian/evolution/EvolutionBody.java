package io.bactrian.evolution;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.memory.AnswerSettings;
import io.bactrian.memory.BodyCensus;
import io.bactrian.memory.DecodingBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Takes Evolution's answer off the wire, within the memory that decoding may have. */
@Component("evolutionBody")
public class EvolutionBody {

  /** Bytes that are read between two looks at the memory. */
  private static final int CHUNK = 64 * 1024;

  private final DecodingBudget budget;
  private final long largest;

  public EvolutionBody(DecodingBudget budget, AnswerSettings settings) {
    this.budget = budget;
    this.largest = settings.maxSize().toBytes();
  }

  /**
   * The answer's text; what an earlier answer of the same exchange took is given back for it.
   *
   * @throws UnknownOutcomeException if it does not come as a whole, or no memory is there for it:
   *     what was asked for may have been done then
   */
  public String read(@Body InputStream answer, Exchange exchange) {
    if (answer == null) {
      return "";
    }
    budget.giveBack(exchange);
    // Whoever handles a failure would be given a stream that is broken, and fail with it.
    exchange.getMessage().setBody(null);
    try (answer) {
      byte[] body = bytes(answer, exchange);
      long heap = BodyCensus.of(body).heap(largest);
      if (budget.exceeds(heap)) {
        throw new UnknownOutcomeException(budget.excess(heap));
      }
      budget.take(heap, exchange);
      return new String(body, StandardCharsets.UTF_8);
    } catch (InfrastructureFailureException | IOException e) {
      // Not an infrastructure failure any more: Evolution was called.
      throw new UnknownOutcomeException(e.getMessage());
    }
  }

  private byte[] bytes(InputStream answer, Exchange exchange) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = answer.read(chunk); read >= 0; read = answer.read(chunk)) {
      body.write(chunk, 0, read);
      // As it grows: its buffer is twice as large at the worst moment.
      budget.take(BodyCensus.heapOfBytes(2L * body.size()), exchange);
    }
    return body.toByteArray();
  }
}
