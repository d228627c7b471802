package io.bactrian.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.JobOwner;
import io.bactrian.job.JobRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * The lists of the fast kinds in Redis. Each instance that has jobs waiting has a list of its own
 * and stands in the kind's ring, by whose turn comes first. A script does each step at once, so
 * that ring and lists never differ. All keys of a kind have it as their hash tag, and so lie on one
 * node of a Redis Cluster.
 */
@Component("fastLane")
public class FastLane {

  /**
   * What was taken off the lists.
   *
   * @param jobs the lane's messages, in the order of their turns; empty where something was too
   *     long to be one
   * @param passedOver whether an instance was passed over that has more waiting
   */
  record Taken(List<String> jobs, boolean passedOver) {}

  private static final RedisScript<Long> PUSH = script("push", Long.class);

  @SuppressWarnings("rawtypes")
  private static final RedisScript<List> TAKE = script("take", List.class);

  private static final RedisScript<Long> DEPTH = script("depth", Long.class);

  private final StringRedisTemplate redis;
  private final ObjectMapper json;

  public FastLane(StringRedisTemplate redis, ObjectMapper json) {
    this.redis = redis;
    this.json = json;
  }

  private static <T> RedisScript<T> script(String name, Class<T> result) {
    DefaultRedisScript<T> script = new DefaultRedisScript<>();
    script.setLocation(new ClassPathResource("fast-lane/" + name + ".lua"));
    script.setResultType(result);
    return script;
  }

  /** Puts a job behind the others of its instance. */
  public void push(@ExchangeProperty(ExchangeState.KIND) String kind, @Body String job) {
    put(kind, job, "LPUSH");
  }

  /** Puts a job before the others of its instance, as it was taken and not begun. */
  void putBack(String kind, String job) {
    put(kind, job, "RPUSH");
  }

  private void put(String kind, String job, String command) {
    String instance = instance(job);
    redis.execute(
        PUSH, List.of(list(kind, instance), ring(kind), bell(kind)), job, instance, command);
  }

  /**
   * Takes jobs off the lists, one of each instance in turn.
   *
   * @param most in all
   * @param each most of an instance of which nothing else is said
   * @param others how many of these instances at most
   */
  Taken take(String kind, int most, int each, Map<String, Integer> others) {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(most));
    arguments.add(String.valueOf(each));
    arguments.add(prefix(kind));
    arguments.add(String.valueOf(LaneMessages.LONGEST_BYTES));
    others.forEach(
        (instance, count) -> {
          arguments.add(instance);
          arguments.add(String.valueOf(count));
        });
    List<?> answer =
        redis.execute(TAKE, List.of(ring(kind), LaneMessages.redisKey(kind)), arguments.toArray());
    List<String> jobs = answer.stream().skip(1).map(String::valueOf).toList();
    return new Taken(jobs, "1".equals(answer.get(0)));
  }

  /** Jobs that wait. */
  long depth(String kind) {
    return redis.execute(DEPTH, List.of(ring(kind), LaneMessages.redisKey(kind)), prefix(kind));
  }

  /** The instance of a lane's message, as lanes know it; empty if it is nobody's. */
  String instance(String job) {
    try {
      JobRef ref = json.readValue(job, JobRef.class);
      return ref == null ? "" : JobOwner.of(ref.owner()).instance();
    } catch (JsonProcessingException e) {
      // None of ours: the worker says so.
      return "";
    }
  }

  /** The key at which the reader waits: a token for each of the newest jobs, up to a few. */
  static String bell(String kind) {
    return prefix(kind) + "bell";
  }

  private static String list(String kind, String instance) {
    return instance.isEmpty() ? LaneMessages.redisKey(kind) : prefix(kind) + "jobs:" + instance;
  }

  private static String ring(String kind) {
    return prefix(kind) + "ring";
  }

  private static String prefix(String kind) {
    return "bactrian:{" + kind + "}:";
  }
}
