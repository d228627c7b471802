package io.bactrian.embedded;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;

/** S3Proxy over a folder: an object is a file, its metadata are the file's attributes. */
final class S3Store {

  static final String BUCKET = "bactrian";
  static final String ACCESS_KEY = "bactrian";
  static final String SECRET_KEY = "bactrian-local";

  private S3Store() {}

  /** Starts it on loopback with its bucket; stops it when closed. */
  static AutoCloseable start(Path folder, int port) throws Exception {
    Ports.requireFree(EmbeddedServer.S3, port);
    Files.createDirectories(folder.resolve(BUCKET));
    FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(folder.toString());
    // A folder that other users may read is a bucket that it lists to whoever asks.
    store.setContainerAccess(BUCKET, BucketCannedACL.PRIVATE);
    S3Proxy proxy =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .blobStore(store)
            .build();
    proxy.start();
    return proxy::stop;
  }
}
