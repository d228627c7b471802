package io.bactrian.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL that writes through to disk, its programs from a Maven artifact. */
final class PostgresServer {

  static final String USER = "postgres";

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

  private final Path folder;
  private final Path programs;
  private final Path data;
  private final UnprivilegedUser user;
  private final EmbeddedSettings settings;

  private PostgresServer(Path folder, EmbeddedSettings settings)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.settings = settings;
    this.data = folder.resolve("data");
    this.programs = PostgresBinaries.unpack(folder).resolve("bin");
    this.user = UnprivilegedUser.choose();
  }

  /**
   * Starts it on loopback, after stopping one that a killed program left; stops it when closed. The
   * first start makes the database.
   */
  static AutoCloseable start(Path folder, int port, EmbeddedSettings settings) throws Exception {
    PostgresServer server = new PostgresServer(folder, settings);
    server.stopOrphan();
    Ports.requireFree(EmbeddedServer.POSTGRES, port);
    server.user.own(folder);
    if (Files.notExists(server.data)) {
      server.create();
    }
    server.launch(port);
    return server::stop;
  }

  private void stop() throws IOException, InterruptedException {
    run(control("stop", "-m", "fast", "-w", "-t", seconds(settings.stopTimeout().toSeconds())));
  }

  /**
   * Beside its final place first: a crash in the middle leaves nothing that looks like a database.
   */
  private void create() throws IOException, InterruptedException {
    Path fresh = folder.resolve("data.new");
    FileSystemUtils.deleteRecursively(fresh);
    run(
        List.of(
            programs.resolve("initdb").toString(),
            "--pgdata=" + fresh,
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8"));
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void launch(int port) throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=64MB",
            "max_connections=100");
    run(
        control(
            "start",
            "-w",
            "-t",
            seconds(settings.startTimeout().toSeconds()),
            "-l",
            folder.resolve("postgres.log").toString(),
            "-o",
            "-c " + String.join(" -c ", options)));
  }

  /** A postmaster.pid whose process is not ours is stale, and PostgreSQL would stumble over it. */
  private void stopOrphan() throws IOException, InterruptedException {
    Path pidFile = data.resolve("postmaster.pid");
    if (Orphan.find(pidFile, programs.resolve("postgres")).isPresent()) {
      log.info("stopping the embedded PostgreSQL that a killed program left");
      stop();
    } else {
      Files.deleteIfExists(pidFile);
    }
  }

  private List<String> control(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(programs.resolve("pg_ctl").toString());
    command.add("-D");
    command.add(data.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("commands.log");
    Process process =
        new ProcessBuilder(user.command(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    long patience = settings.startTimeout().toSeconds() + settings.stopTimeout().toSeconds();
    if (!process.waitFor(patience, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    } else if (process.exitValue() == 0) {
      return;
    }
    throw new IOException(
        Path.of(command.get(0)).getFileName() + " failed, see " + output + " and postgres.log");
  }

  private static String seconds(long value) {
    return Long.toString(Math.max(1, value));
  }
}
