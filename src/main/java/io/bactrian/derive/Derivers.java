package io.bactrian.derive;

import io.bactrian.derive.tool.DerivationBrokenOffException;
import io.bactrian.derive.tool.DerivationFolders;
import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.media.MediaSniffer;
import io.bactrian.storage.ObjectBytes;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.storage.ObjectTooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.springframework.stereotype.Component;

/** Makes what the type of a media file has, as its bytes tell it and nothing else. */
@Component("derivers")
public class Derivers {

  private final ObjectStorage storage;
  private final DerivationFolders folders;
  private final PictureDeriver pictures;
  private final AudioDeriver audio;
  private final VideoDeriver video;

  public Derivers(
      ObjectStorage storage,
      DerivationFolders folders,
      PictureDeriver pictures,
      AudioDeriver audio,
      VideoDeriver video) {
    this.storage = storage;
    this.folders = folders;
    this.pictures = pictures;
    this.audio = audio;
    this.video = video;
  }

  /**
   * Brings the original from object storage into the derivation's folder, unless nothing is made of
   * its type.
   *
   * @throws InfrastructureFailureException if storage or disk fail, or the disk is nearly full
   */
  public void fetch(@ExchangeProperty(ExchangeState.DERIVATION) Derivation derivation) {
    derivation.reset();
    Source source = derivation.source();
    if (source.type() != null && !takes(source.type())) {
      return;
    }
    folders.reserve(derivation.folder(), source.size());
    try (InputStream in = storage.open(source.key(), source.size())) {
      Files.copy(in, derivation.original(), StandardCopyOption.REPLACE_EXISTING);
    } catch (ObjectTooLargeException e) {
      discard(derivation);
      derivation.failed(new UnderivableException("object storage has more than was stored"));
    } catch (RungDeadException e) {
      derivation.failed(new UnderivableException("the original is not in object storage"));
    } catch (IOException e) {
      throw new InfrastructureFailureException(
          "the original could not be read from object storage", e);
    }
  }

  private static void discard(Derivation derivation) {
    try {
      Files.deleteIfExists(derivation.original());
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be deleted", e);
    }
  }

  /**
   * Makes all that the type has; notes what fails, so that one failure leaves the others alone.
   *
   * @throws InfrastructureFailureException if it is our own trouble
   * @throws DerivationBrokenOffException if a program was ended from outside
   */
  public void make(@ExchangeProperty(ExchangeState.DERIVATION) Derivation derivation) {
    String stored = derivation.source().type();
    if (Files.exists(derivation.original())) {
      derivation.reset();
      derive(derivation);
    } else if (derivation.reason() == null && (stored == null || takes(stored))) {
      throw new InfrastructureFailureException("temporary media file is gone", null);
    }
  }

  private void derive(Derivation derivation) {
    String type = MediaSniffer.sniff(derivation.original(), derivation.source().kind());
    if (isEmpty(derivation)) {
      derivation.failed(new UnderivableException("the file is empty"));
    } else if (pictures.takes(type)) {
      pictures.derive(derivation, type);
    } else if (audio.takes(type)) {
      audio.derive(derivation, type);
    } else if (video.takes(type)) {
      video.derive(derivation, type);
    }
  }

  private boolean takes(String type) {
    return pictures.takes(type) || audio.takes(type) || video.takes(type);
  }

  /** Makes the exchange ready for the S3 put of the derivation's next file. */
  public void prepare(
      @ExchangeProperty(ExchangeState.DERIVATION) Derivation derivation, Exchange exchange) {
    DerivedFile file = derivation.file();
    Message message = exchange.getMessage();
    // Camel counts its redeliveries in a header: without it, it would count to one for ever.
    message.removeHeaders("*", "CamelRedeliver*");
    message.setHeader(AWS2S3Constants.KEY, file.key());
    message.setHeader(AWS2S3Constants.CONTENT_MD5, ObjectBytes.of(file.path()).md5());
    message.setHeader(AWS2S3Constants.CONTENT_TYPE, file.mimeType());
    message.setBody(file.path().toFile());
  }

  /** Goes on to the next file. */
  public void next(@ExchangeProperty(ExchangeState.DERIVATION) Derivation derivation) {
    derivation.put();
  }

  private static boolean isEmpty(Derivation derivation) {
    try {
      return Files.size(derivation.original()) == 0;
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be read", e);
    }
  }
}
