package io.bactrian.faults;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What an operator can do to the broker by hand. */
final class DurableLane {

  /** The queue of the media jobs. */
  static final String MEDIA = "process_incoming_media";

  /** The queue of those that exceed what a chat or an instance may have at hand. */
  static final String MEDIA_WAITING = "process_incoming_media.waiting";

  private static final List<String> QUEUES =
      List.of(
          MEDIA,
          MEDIA_WAITING,
          MEDIA + ".dead",
          "accept_event",
          "accept_event.waiting",
          "accept_event.dead",
          "derive_media",
          "derive_media.waiting",
          "derive_media.dead",
          "webhook_events",
          "webhook_events.dead",
          "bactrian.unrouted");

  private interface Work<T> {
    T on(Channel channel) throws IOException;
  }

  private DurableLane() {}

  /** All queues of the hub gone, wherever they exist. */
  static void clear(int port) {
    QUEUES.forEach(queue -> delete(port, queue));
  }

  static void delete(int port, String queue) {
    on(port, channel -> channel.queueDelete(queue));
  }

  /** How many messages wait in a queue, without those a consumer has in hand. */
  static int waiting(int port, String queue) {
    return on(port, channel -> channel.queueDeclarePassive(queue).getMessageCount());
  }

  /** Throws away what waits in a queue, and says how much that was. */
  static int purge(int port, String queue) {
    return on(port, channel -> channel.queuePurge(queue).getMessageCount());
  }

  private static <T> T on(int port, Work<T> work) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      return work.on(channel);
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
