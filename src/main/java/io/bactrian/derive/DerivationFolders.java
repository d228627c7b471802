package io.bactrian.derive;

import io.bactrian.media.HouseFaultException;
import io.bactrian.media.MediaSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
class DerivationFolders implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(DerivationFolders.class);
  private static final String PREFIX = "derive-";

  private final MediaSettings settings;

  DerivationFolders(MediaSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes a folder that is deleted when the exchange is complete.
   *
   * @throws HouseFaultException if the disk takes none
   */
  Path open(Exchange exchange) {
    Path folder;
    try {
      Files.createDirectories(settings.tempDir());
      folder = Files.createTempDirectory(settings.tempDir(), PREFIX).toAbsolutePath();
    } catch (IOException e) {
      throw new HouseFaultException("temporary folder can't be made", e);
    }
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

  private static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      log.warn("{} could not be deleted: {}", folder, e.toString());
    }
  }
}
