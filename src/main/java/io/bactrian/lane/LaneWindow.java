package io.bactrian.lane;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.job.JobKind;
import io.bactrian.job.JobOwner;
import io.bactrian.job.JobRef;
import java.io.IOException;
import org.springframework.amqp.core.Message;

/**
 * How wide the window of a durable kind is, and whose turn comes in it.
 *
 * @param workers of this copy
 * @param width deliveries that the broker hands out ahead, of each of the kind's two queues
 */
record LaneWindow(
    JobKind kind,
    int workers,
    int width,
    LaneSettings settings,
    ConfirmedQueue queues,
    ObjectMapper json) {

  FairWindow<LaneDelivery> open() {
    return new FairWindow<>(
        shares(settings.instanceShare()),
        shares(settings.chatShare()),
        new FairWindow.Room(room(settings.instanceRoom()), room(settings.chatRoom())));
  }

  WindowKeeper keeper(String queue, FairWindow<LaneDelivery> window) {
    // Those at work are handed out, too.
    int fullAt = Math.max(1, width - workers);
    return new WindowKeeper(RabbitTopology.waiting(queue), window, fullAt, settings, queues);
  }

  /** Whose job a message is; what is none of ours is nobody's, and its route says so. */
  JobOwner owner(Message message) {
    try {
      JobRef ref = json.readValue(message.getBody(), JobRef.class);
      return ref == null ? JobOwner.NOBODY : JobOwner.of(ref.owner());
    } catch (JacksonException e) {
      return JobOwner.NOBODY;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Shares shares(double share) {
    return new Shares(workers, share, kind.expectedTime().toNanos(), System::nanoTime);
  }

  private int room(double share) {
    return Math.max(1, (int) Math.round(width * share));
  }
}
