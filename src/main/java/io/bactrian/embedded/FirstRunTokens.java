package io.bactrian.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The secrets of a first run, made once and kept beside the data, so that what was set up in
 * Evolution still holds after a restart.
 */
final class FirstRunTokens {

  private static final FileAttribute<?>[] OWNER_ONLY =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final Path file;

  FirstRunTokens(Path root) {
    this.file = root.resolve("tokens.properties");
  }

  /** The token of this name; made where there is none yet. */
  String token(String name) {
    try {
      Properties tokens = read();
      if (tokens.getProperty(name) == null) {
        tokens.setProperty(name, random());
        write(tokens);
      }
      return tokens.getProperty(name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the made tokens in " + file, e);
    }
  }

  private Properties read() throws IOException {
    Properties tokens = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        tokens.load(reader);
      }
    }
    return tokens;
  }

  /** By way of a second file: a crash leaves the old tokens or the new ones, not half of them. */
  private void write(Properties tokens) throws IOException {
    DataDirectory.create(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), "tokens", ".new", OWNER_ONLY);
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      tokens.store(writer, "Made on the first run; remove a line for a new one");
    }
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
