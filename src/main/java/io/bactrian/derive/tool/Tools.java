package io.bactrian.derive.tool;

import io.bactrian.failure.InfrastructureFailureException;
import java.io.File;
import java.io.IOException;
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
public class Tools implements DisposableBean {

  private final DeriveSettings settings;
  private final Confinement confinement;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  public Tools(DeriveSettings settings, Confinement confinement) {
    this.settings = settings;
    this.confinement = confinement;
  }

  /**
   * Runs a program until it has ended.
   *
   * @param program a path or a name in {@code PATH}
   * @param folder where it works and may write
   * @return what it complained of although it succeeded; empty if of nothing
   * @throws ToolMissingException if there is no such program, or it lacks a part
   * @throws UnderivableException if it can't make anything of the file
   * @throws InfrastructureFailureException if it is our own trouble
   * @throws DerivationBrokenOffException if somebody ended it
   */
  public String run(
      String program, List<String> arguments, Path folder, Duration limit, ToolRun.Output output)
      throws ToolMissingException, UnderivableException {
    try (ToolRun run = start(program, arguments, folder, limit)) {
      return run.await(output);
    }
  }

  /**
   * Starts a program and does not wait for it. The thread that starts it has to outlive it.
   *
   * @throws ToolMissingException if there is no such program
   * @throws InfrastructureFailureException if no process can be started
   */
  public ToolRun start(String program, List<String> arguments, Path folder, Duration limit)
      throws ToolMissingException {
    Path executable = find(program);
    long cpuSeconds = (limit.toSeconds() + 1) * settings.threads();
    List<String> command =
        new ArrayList<>(
            confinement.tool(
                settings.toolMemory().toBytes(), settings.maxOutput().toBytes(), cpuSeconds));
    command.add(executable.toString());
    command.addAll(arguments);
    Process process = start(command, folder);
    return new ToolRun(
        executable.getFileName().toString(), process, limit, cpuSeconds, () -> closing);
  }

  private Process start(List<String> command, Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    bare(builder, folder);
    try {
      Process process = builder.start();
      running.removeIf(other -> !other.isAlive());
      running.add(process);
      return process;
    } catch (IOException e) {
      throw new InfrastructureFailureException("no process can be started", e);
    }
  }

  /** The environment holds our secrets, which are none of the program's business. */
  public static void bare(ProcessBuilder builder, Path folder) {
    String path = builder.environment().get("PATH");
    builder.environment().clear();
    if (path != null) {
      builder.environment().put("PATH", path);
    }
    // Of plain ASCII alone, a JVM could not say where a file lies whose path has other letters.
    builder.environment().put("LC_ALL", "C.UTF-8");
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

  @Override
  public void destroy() {
    closing = true;
    running.forEach(Deadline::end);
  }
}
