package io.bactrian.faults;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3 in a container of its own where the image of the real one cannot be had: the same port, folder
 * and names of variables.
 */
public final class ObjectStoreServer {

  private ObjectStoreServer() {}

  /** Runs until it is killed. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of("/data"));
    S3Proxy.builder()
        .endpoint(URI.create("http://0.0.0.0:7070"))
        .awsAuthentication(
            AuthenticationType.AWS_V2_OR_V4,
            System.getenv("ROOT_ACCESS_KEY"),
            System.getenv("ROOT_SECRET_KEY"))
        .blobStore(new FilesystemNio2BlobStore(folder.toString()))
        .build()
        .start();
  }
}
