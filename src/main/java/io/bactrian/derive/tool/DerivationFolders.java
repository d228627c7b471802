package io.bactrian.derive.tool;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.media.MediaSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Temporary folders, one a job; what a crash left is deleted at the start. */
@Component
public class DerivationFolders implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(DerivationFolders.class);
  private static final String PREFIX = "derive-";

  private final MediaSettings settings;
  private final DeriveSettings derive;

  public DerivationFolders(MediaSettings settings, DeriveSettings derive) {
    this.settings = settings;
    this.derive = derive;
  }

  /**
   * Makes a folder that is deleted when the exchange is complete.
   *
   * @throws InfrastructureFailureException if the disk takes none
   */
  public Path open(Exchange exchange) {
    Path folder = create("");
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                delete(folder);
              }
            });
    return folder;
  }

  /**
   * Makes a folder that its user deletes; if it can't, a later start does, once it is old.
   *
   * @param name begins its name
   * @throws InfrastructureFailureException if the disk takes none
   */
  public Path create(String name) {
    try {
      Files.createDirectories(settings.tempDir());
      return Files.createTempDirectory(settings.tempDir(), PREFIX + name).toAbsolutePath();
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary folder can't be made", e);
    }
  }

  /** Only old ones, for other copies of the program may share the directory. */
  @Override
  public void afterPropertiesSet() {
    Path directory = settings.tempDir();
    if (!Files.isDirectory(directory)) {
      return;
    }
    Instant limit = Instant.now().minus(settings.leftoversAfter());
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      log.warn("Leftovers in {} could not be deleted: {}", directory, e.toString());
    }
  }

  /**
   * Sees that the disk has room for an original and what is made of it, and then some: downloads of
   * new media and the intake use the same disk, and go first.
   *
   * @throws InfrastructureFailureException if it has not
   */
  public void reserve(Path folder, long size) {
    try {
      long needed = 2 * size + derive.diskReserve().toBytes();
      if (Files.getFileStore(folder).getUsableSpace() < needed) {
        throw new InfrastructureFailureException(
            "the disk of temporary files is nearly full", null);
      }
    } catch (IOException e) {
      throw new InfrastructureFailureException("the disk of temporary files can't be asked", e);
    }
  }

  /** It is no leftover: another copy that starts leaves it alone. */
  public static void inUse(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException e) {
      log.debug("{} could not be touched", folder, e);
    }
  }

  public static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      log.warn("{} could not be deleted: {}", folder, e.toString());
    }
  }
}
