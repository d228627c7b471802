package io.bactrian.derive.render;

import io.bactrian.derive.tool.Confinement;
import io.bactrian.derive.tool.DerivationBrokenOffException;
import io.bactrian.derive.tool.DerivationFolders;
import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.derive.tool.Measures;
import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.failure.InfrastructureFailureException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The rendering processes: kept warm, since a JVM takes longer to start than to make a thumbnail,
 * and replaced when a file was too much for one.
 */
@Component
public class Renderers implements DisposableBean {

  /** Beside the heap: classes, compiled code, stacks, and what decoders in C take. */
  private static final long BESIDE_HEAP = 640L << 20;

  private static final int BYTES_PER_MEGABYTE = 1 << 20;

  private final DeriveSettings settings;
  private final DerivationFolders folders;
  private final Confinement confinement;
  private final Semaphore free;
  private final Deque<RendererProcess> idle = new ConcurrentLinkedDeque<>();
  private final Set<RendererProcess> all = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  public Renderers(DeriveSettings settings, DerivationFolders folders, Confinement confinement) {
    this.settings = settings;
    this.folders = folders;
    this.confinement = confinement;
    free = new Semaphore(settings.renderers(), true);
  }

  /**
   * Renders, after waiting for a free process.
   *
   * @return width and height of the original as it is to be seen
   * @throws UnderivableException if the file is at fault
   * @throws InfrastructureFailureException if no process can be started, or the disk is full
   * @throws DerivationBrokenOffException if somebody ended the process
   */
  public Measures render(RenderRequest request) throws UnderivableException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfrastructureFailureException("interrupted", e);
    }
    try {
      Optional<RenderReply> reply = Optional.empty();
      while (reply.isEmpty()) {
        reply = ask(request);
      }
      return reply.get().measures();
    } finally {
      free.release();
    }
  }

  private Optional<RenderReply> ask(RenderRequest request) throws UnderivableException {
    RendererProcess renderer = take();
    boolean sound = false;
    try {
      Optional<RenderReply> reply = renderer.ask(request, settings.pictureTimeout());
      sound = reply.isPresent();
      return reply;
    } catch (DerivationBrokenOffException e) {
      throw closing ? new InfrastructureFailureException("the hub is stopping", e) : e;
    } finally {
      if (sound) {
        idle.push(renderer);
      } else {
        renderer.end();
        all.remove(renderer);
      }
    }
  }

  private RendererProcess take() {
    RendererProcess waiting = idle.poll();
    while (waiting != null) {
      if (waiting.isAlive()) {
        return waiting;
      }
      all.remove(waiting);
      waiting.end();
      waiting = idle.poll();
    }
    if (closing) {
      throw new InfrastructureFailureException("the hub is stopping", null);
    }
    RendererProcess started =
        RendererProcess.start(this::command, folders.create("renderer-"))
            .awaitUp(settings.rendererStart());
    all.add(started);
    return started;
  }

  private List<String> command(Path folder) {
    long heap = settings.rendererMemory().toBytes();
    List<String> command = new ArrayList<>(confinement.java(heap + BESIDE_HEAP));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + Math.max(1, heap / BYTES_PER_MEGABYTE) + "m");
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            // Kept: to look through all fonts of the machine takes seconds.
            "-Dpdfbox.fontcache=" + folder.getParent()));
    String classes = classPath();
    command.addAll(List.of("-cp", classes));
    if (isPackaged(classes)) {
      command.add("-Dloader.main=" + RenderProgram.class.getName());
      command.add("org.springframework.boot.loader.launch.PropertiesLauncher");
    } else {
      command.add(RenderProgram.class.getName());
    }
    command.add(Long.toString(settings.rendererIdle().toMillis()));
    return command;
  }

  /** Each entry absolute, for the process works in another folder than the hub. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Whether the program is one jar with its libraries inside, which Java alone can't read. */
  private static boolean isPackaged(String classes) {
    if (!classes.endsWith(".jar") || !Files.isRegularFile(Path.of(classes))) {
      return false;
    }
    try (JarFile jar = new JarFile(classes)) {
      return jar.getEntry("BOOT-INF/") != null;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void destroy() {
    closing = true;
    all.forEach(RendererProcess::end);
  }
}
