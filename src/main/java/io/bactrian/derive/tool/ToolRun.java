package io.bactrian.derive.tool;

import io.bactrian.failure.InfrastructureFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A program that runs on a stranger's file. Closing ends it, if it has not ended by itself. */
public final class ToolRun implements AutoCloseable {

  /** Takes what the program writes to its standard output. */
  public interface Output {
    void read(InputStream out) throws IOException, UnderivableException;
  }

  private final String name;
  private final Process process;
  private final Duration limit;
  private final long cpuSeconds;
  private final BooleanSupplier closing;
  private final ErrorTail errors;
  private final Deadline deadline;
  private final ComputingTime computing;

  /**
   * Follows a process that was just started.
   *
   * @param limit after which it is ended
   * @param cpuSeconds of computing that the kernel allows it
   * @param closing whether the hub is ending
   */
  ToolRun(String name, Process process, Duration limit, long cpuSeconds, BooleanSupplier closing) {
    this.name = name;
    this.process = process;
    this.limit = limit;
    this.cpuSeconds = cpuSeconds;
    this.closing = closing;
    errors = new ErrorTail(process.getErrorStream());
    deadline = new Deadline(process, limit);
    computing = new ComputingTime(process);
  }

  /**
   * Waits until it has ended.
   *
   * @return what it complained of although it succeeded; empty if of nothing
   * @throws ToolMissingException if it lacks a part
   * @throws UnderivableException if it can't make anything of the file
   * @throws InfrastructureFailureException if it is our own trouble
   * @throws DerivationBrokenOffException if somebody ended it
   */
  public String await(Output output) throws ToolMissingException, UnderivableException {
    try {
      IOException broken = hear(output);
      int exit = process.waitFor();
      if (deadline.isOver()) {
        throw UnderivableException.outOfTime(
            "%s was not done after %d s".formatted(name, limit.toSeconds()));
      }
      if (exit != 0) {
        explain(exit);
      }
      if (broken != null) {
        throw new InfrastructureFailureException(name + " can't be talked to", broken);
      }
      String complaint = errors.text();
      return complaint.isBlank() ? "" : Exits.lastLine(complaint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfrastructureFailureException("interrupted", e);
    }
  }

  /** What ends a program closes its output under our hands: its end says why. */
  private IOException hear(Output output) throws UnderivableException {
    try {
      process.getOutputStream().close();
      output.read(process.getInputStream());
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void explain(int exit) throws UnderivableException, ToolMissingException {
    if (!closing.getAsBoolean() && Exits.isEnded(exit) && computing.isUsedUp(cpuSeconds)) {
      throw new UnderivableException(name + " used up its computing time");
    }
    Exits.explain(name, exit, errors.text(), closing.getAsBoolean());
  }

  @Override
  public void close() {
    computing.close();
    deadline.close();
    Deadline.end(process);
  }
}
