package io.bactrian.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The data directory of the embedded servers, held by one program at a time. The kernel lets go of
 * the lock when the program dies, however it dies.
 */
final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel channel;

  private DataDirectory(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Takes the directory, or says which process holds it. */
  static DataDirectory take(Path root) {
    try {
      create(root);
      Path file = root.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String holder = Files.readString(file).strip();
        channel.close();
        throw new EmbeddedStartException(
            "The embedded servers' data in " + root + " are in use by process " + holder + ".",
            "Stop that process, or set BACTRIAN_EMBEDDED_DIR and BACTRIAN_EMBEDDED_BASE_PORT for a"
                + " second copy.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "The embedded servers' data directory " + root + " cannot be used: " + e,
          "Set BACTRIAN_EMBEDDED_DIR to a directory that this user may write.",
          e);
    }
  }

  /**
   * Makes the directory; others may pass through it, for PostgreSQL's own user, but not list it.
   */
  static void create(Path root) throws IOException {
    if (Files.notExists(root)) {
      Files.createDirectories(root);
      permit(root, "rwx--x--x");
    }
  }

  /** The folder of one server, its owner's alone. */
  Path folder(EmbeddedServer server) {
    Path folder = root.resolve(server.id());
    try {
      if (Files.notExists(folder)) {
        Files.createDirectory(folder);
        permit(folder, "rwx------");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
