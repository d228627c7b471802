package io.bactrian.web;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files for large bodies, readable by our own user only. Unix unlinks them as soon as they are
 * open, so that even a kill leaves none behind; elsewhere what a crash left is removed at the
 * start.
 */
final class Spool {

  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path directory;

  /**
   * @throws IllegalStateException if the directory can't be written: better known at the start than
   *     when the first large media comes
   */
  Spool(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory, ownerOnly("rwx------"));
      removeLeftovers();
      create().close();
    } catch (IOException e) {
      throw new IllegalStateException(
          "bactrian.http.spool-dir " + directory + " can't be written: " + e.getMessage(), e);
    }
  }

  FileChannel create() throws IOException {
    return FileChannel.open(
        directory.resolve("body-" + UUID.randomUUID() + ".spool"),
        Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE),
        ownerOnly("rw-------"));
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "body-*.spool")) {
      for (Path leftover : leftovers) {
        try {
          Files.deleteIfExists(leftover);
        } catch (IOException e) {
          log.warn("Leftover {} can't be removed: {}", leftover, e.toString());
        }
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
