package io.bactrian.storage;

import java.net.URI;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where object storage is; a bean of this type takes the place of the settings. */
public interface S3ConnectionDetails extends ConnectionDetails {

  /** Null for AWS itself. */
  URI endpoint();

  String region();

  String accessKey();

  String secretKey();

  /** Whether the bucket stands in the path, not in the host name. */
  boolean pathStyle();
}
