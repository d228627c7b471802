package io.bactrian.faults.inside;

import io.bactrian.job.Job;
import io.bactrian.routes.RouteNodeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Halts the program whenever it works on one certain media: the first one it ever had, which is
 * noted in the file that the system property {@link #FILE} names. A file that says {@link #NONE}
 * halts nothing.
 */
public final class DeadlyMedia implements InterceptStrategy {

  public static final String FILE = "bactrian.deadly.file";
  public static final String NONE = "none";

  private static final String CLAIMED = "process-incoming-media-open";

  private final Path file = Path.of(System.getProperty(FILE));

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    RouteNodeName step = RouteNodeName.of(node);
    if (step == null || !step.name().equals(CLAIMED)) {
      return target;
    }
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        if (isDeadly(exchange.getProperty("job", Job.class))) {
          Runtime.getRuntime().halt(CrashPoints.HALTED);
        }
        return super.process(exchange, callback);
      }
    };
  }

  private synchronized boolean isDeadly(Job job) {
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, job.subject().toString());
      }
      return Files.readString(file).equals(job.subject().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
