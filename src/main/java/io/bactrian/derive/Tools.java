package io.bactrian.derive;

import io.bactrian.media.HouseFaultException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs a program on a stranger's file: confined, within its time, and ended with the hub. */
@Component
class Tools implements DisposableBean {

  /** Takes what the program writes to its standard output. */
  interface Output {
    void read(InputStream out) throws IOException, UnderivableException;
  }

  private final DeriveSettings settings;
  private final Confinement confinement;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  Tools(DeriveSettings settings, Confinement confinement) {
    this.settings = settings;
    this.confinement = confinement;
  }

  /**
   * Runs a program until it has ended.
   *
   * @param program a path or a name in {@code PATH}
   * @param folder where it works and may write
   * @throws ToolMissingException if there is no such program, or it lacks a part
   * @throws UnderivableException if it can't make anything of the file
   * @throws HouseFaultException if it is our own trouble
   * @throws DerivationBrokenOffException if somebody ended it
   */
  void run(String program, List<String> arguments, Path folder, Duration limit, Output output)
      throws ToolMissingException, UnderivableException {
    Path executable = find(program);
    long cpuSeconds = (limit.toSeconds() + 1) * settings.threads();
    List<String> command =
        new ArrayList<>(
            confinement.tool(
                settings.toolMemory().toBytes(), settings.maxOutput().toBytes(), cpuSeconds));
    command.add(executable.toString());
    command.addAll(arguments);
    Process process = start(command, folder);
    ErrorTail errors = new ErrorTail(process.getErrorStream());
    try (Deadline deadline = new Deadline(process, limit)) {
      process.getOutputStream().close();
      output.read(process.getInputStream());
      int exit = process.waitFor();
      if (deadline.isOver()) {
        throw new UnderivableException(
            "%s was not done after %d s".formatted(name(executable), limit.toSeconds()));
      }
      if (exit != 0) {
        Exits.explain(name(executable), exit, errors.text(), closing);
      }
    } catch (IOException e) {
      throw new HouseFaultException(name(executable) + " can't be talked to", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HouseFaultException("interrupted", e);
    } finally {
      Deadline.end(process);
      running.remove(process);
    }
  }

  private Process start(List<String> command, Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    bare(builder, folder);
    try {
      Process process = builder.start();
      running.add(process);
      return process;
    } catch (IOException e) {
      throw new HouseFaultException("no process can be started", e);
    }
  }

  /** The environment holds our secrets, which are none of the program's business. */
  static void bare(ProcessBuilder builder, Path folder) {
    String path = builder.environment().get("PATH");
    builder.environment().clear();
    if (path != null) {
      builder.environment().put("PATH", path);
    }
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TMPDIR", folder.toString());
    builder.environment().put("HOME", folder.toString());
  }

  private static Path find(String program) throws ToolMissingException {
    if (program.contains("/")) {
      Path path = Path.of(program).toAbsolutePath();
      if (Files.isExecutable(path)) {
        return path;
      }
    } else {
      for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
        Path path = Path.of(folder, program).toAbsolutePath();
        if (Files.isRegularFile(path) && Files.isExecutable(path)) {
          return path;
        }
      }
    }
    throw new ToolMissingException("no " + Path.of(program).getFileName());
  }

  private static String name(Path executable) {
    return executable.getFileName().toString();
  }

  @Override
  public void destroy() {
    closing = true;
    running.forEach(Deadline::end);
  }
}
