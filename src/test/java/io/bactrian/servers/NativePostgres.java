package io.bactrian.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL of the distribution that writes through to the disk. The user {@value #USER} needs
 * no password, for only this machine reaches it.
 */
public final class NativePostgres extends NativeServer {

  public static final String USER = "bactrian";
  private static final String ACCOUNT = "postgres";

  private final String superuser;

  public NativePostgres() {
    this(USER);
  }

  /** With another superuser than {@value #USER}, which does not exist in it. */
  NativePostgres(String superuser) {
    super("postgres");
    this.superuser = superuser;
  }

  public static boolean available() {
    return programs().isPresent();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
  }

  @Override
  protected void prepare() throws IOException {
    if (Files.exists(data())) {
      return;
    }
    Files.createDirectory(data());
    if (Programs.runningAsRoot()) {
      var accounts = data().getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(data(), accounts.lookupPrincipalByName(ACCOUNT));
    }
    var command =
        unprivileged(
            "initdb",
            "-D",
            data().toString(),
            "-U",
            superuser,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8");
    try {
      if (spawn("initdb", command, environment()).waitFor() != 0) {
        throw new IOException("initdb failed, see initdb.log in " + folder());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  protected List<String> command() {
    return unprivileged(
        "postgres",
        "-D",
        data().toString(),
        "-p",
        String.valueOf(port()),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "shared_memory_type=mmap");
  }

  @Override
  protected boolean answers() throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl(), superuser, "")) {
      return connection.isValid(1);
    }
  }

  /** SIGINT: on SIGTERM it would wait until the last client has gone by itself. */
  @Override
  protected void askToStop(ProcessHandle server) throws IOException {
    spawn("stop", List.of("kill", "-INT", String.valueOf(server.pid())), environment());
  }

  private Path data() {
    return folder().resolve("data");
  }

  private static List<String> unprivileged(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (Programs.runningAsRoot()) {
      // PostgreSQL refuses to run as root.
      command.addAll(
          List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--clear-groups", "--"));
    }
    command.add(programs().orElseThrow().resolve(program).toString());
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }

  private static Optional<Path> programs() {
    return Programs.folderOf("initdb", Path.of("/usr/lib/postgresql"), "*/bin");
  }
}
