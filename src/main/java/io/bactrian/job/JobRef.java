package io.bactrian.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.UUID;

/**
 * All that a lane carries of a job: nothing secret, nothing large, the same schema in both lanes.
 *
 * @param owner whose job it is, for the lane's fairness, as {@link JobOwner} writes it; null where
 *     it is nobody's or not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record JobRef(UUID id, String kind, String owner) {

  public JobRef(UUID id, String kind) {
    this(id, kind, null);
  }
}
