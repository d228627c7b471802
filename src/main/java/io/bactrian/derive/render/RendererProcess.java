package io.bactrian.derive.render;

import io.bactrian.derive.tool.Deadline;
import io.bactrian.derive.tool.DerivationBrokenOffException;
import io.bactrian.derive.tool.DerivationFolders;
import io.bactrian.derive.tool.ErrorTail;
import io.bactrian.derive.tool.Exits;
import io.bactrian.derive.tool.ToolMissingException;
import io.bactrian.derive.tool.Tools;
import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.failure.InfrastructureFailureException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A {@link RenderProgram} that runs. */
final class RendererProcess {

  private static final int WAIT_SECONDS = 5;
  private static final String NAME = "the renderer";

  /** {@code -XX:+ExitOnOutOfMemoryError} ends a JVM so. */
  private static final int OUT_OF_MEMORY = 3;

  private final Process process;
  private final Path folder;
  private final ErrorTail errors;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  private RendererProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    errors = new ErrorTail(process.getErrorStream());
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /**
   * Starts one.
   *
   * @param command for a folder
   * @param folder of its own, which goes with it
   */
  static RendererProcess start(Function<Path, List<String>> command, Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command.apply(folder)).directory(folder.toFile());
    Tools.bare(builder, folder);
    try {
      return new RendererProcess(builder.start(), folder);
    } catch (IOException e) {
      DerivationFolders.delete(folder);
      throw new InfrastructureFailureException(NAME + " can't be started", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it, if it has not ended by itself, and takes its folder away. */
  void end() {
    Deadline.end(process);
    process.onExit().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).exceptionally(e -> process).join();
    DerivationFolders.delete(folder);
  }

  /**
   * Waits until it is up, which no file can hinder.
   *
   * @throws InfrastructureFailureException if it does not get there in time
   */
  @SuppressWarnings("try") // the deadline does its work by being open
  RendererProcess awaitUp(Duration limit) {
    try (Deadline deadline = new Deadline(process, limit)) {
      if (answers.readByte() != RenderProgram.READY) {
        throw new IOException("no answer of ours");
      }
      return this;
    } catch (IOException e) {
      String said = errors.text().strip();
      end();
      throw new InfrastructureFailureException(NAME + " did not start: " + said, e);
    }
  }

  /**
   * Asks for one rendering.
   *
   * @return empty if the process had ended itself before, being idle: ask another
   * @throws UnderivableException if the file is too much for it
   * @throws DerivationBrokenOffException if it ended for another reason
   */
  Optional<RenderReply> ask(RenderRequest request, Duration limit) throws UnderivableException {
    DerivationFolders.inUse(folder);
    try (Deadline deadline = new Deadline(process, limit)) {
      try {
        request.write(requests);
        return Optional.of(RenderReply.read(answers));
      } catch (IOException e) {
        if (deadline.isOver()) {
          throw UnderivableException.outOfTime(
              "the picture was not made after %d s".formatted(limit.toSeconds()));
        }
        explain();
        return Optional.empty();
      }
    }
  }

  private void explain() throws UnderivableException {
    int exit = exit();
    if (exit == OUT_OF_MEMORY) {
      throw new UnderivableException("more memory needed than the renderer is given");
    }
    if (exit == RenderProgram.FAILED) {
      // It was up: the file may be at fault or not.
      throw new DerivationBrokenOffException(
          "%s ended with %d: %s".formatted(NAME, exit, Exits.lastLine(errors.text())));
    }
    if (exit != 0) {
      try {
        Exits.explain(NAME, exit, errors.text(), false);
      } catch (ToolMissingException e) {
        throw new InfrastructureFailureException(e.getMessage(), e);
      }
    }
  }

  private int exit() {
    try {
      if (process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfrastructureFailureException("interrupted", e);
    }
    throw new DerivationBrokenOffException(NAME + " answers nothing that can be read");
  }
}
