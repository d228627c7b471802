package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedServersIT {

  @TempDir Path dir;

  @Test
  void whatWasWrittenIsThereAfterAStopAndAStart() throws Exception {
    EmbeddedPlan plan = ServersOf.freePorts();
    try (EmbeddedServers servers = ServersOf.start(dir, plan)) {
      assertThat(servers.plan()).isEqualTo(plan);
      new ServersOf(plan).writeEverywhere();
    }
    EmbeddedPlan other = ServersOf.freePorts();
    try (EmbeddedServers servers = ServersOf.start(dir, other)) {
      assertThat(servers.plan()).isEqualTo(other);
      assertAllThere(new ServersOf(other));
    }
    assertThat(other.ports().values())
        .allSatisfy(port -> Ports.requireFree(EmbeddedServer.AMQP, port));
  }

  @Test
  void whatWasWrittenIsThereAfterKillingTheWholeProgram() throws Exception {
    EmbeddedPlan plan = ServersOf.freePorts();
    Process program = fork(plan);
    try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().anyMatch("written"::equals)).isTrue();
    } finally {
      program.destroyForcibly().waitFor();
    }
    try (EmbeddedServers servers = ServersOf.start(dir, plan)) {
      assertThat(servers.plan()).isEqualTo(plan);
      assertAllThere(new ServersOf(plan));
    }
  }

  @Test
  void aSecondCopyOnTheSameDataIsRefusedAndTheFirstGoesOn() throws Exception {
    EmbeddedPlan redisOnly = new EmbeddedPlan(Map.of(EmbeddedServer.REDIS, Ports.choose(0, 0)));
    try (EmbeddedServers first = ServersOf.start(dir, redisOnly)) {
      assertThatThrownBy(() -> ServersOf.start(dir, redisOnly))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining(dir.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      first.await(EmbeddedServer.REDIS);
      assertThat(new ServersOf(redisOnly).inRedis()).isNull();
    }
  }

  private static void assertAllThere(ServersOf servers) throws Exception {
    assertThat(servers.inBroker()).isEqualTo("in the broker");
    assertThat(servers.inRedis()).isEqualTo("in redis");
    assertThat(servers.inS3()).isEqualTo("in s3");
    assertThat(servers.inPostgres("select what from kept")).isEqualTo("in postgres");
    assertThat(servers.inPostgres("show fsync")).isEqualTo("on");
    assertThat(servers.inPostgres("show synchronous_commit")).isEqualTo("on");
  }

  private Process fork(EmbeddedPlan plan) throws Exception {
    StringBuilder ports = new StringBuilder();
    plan.ports().values().forEach(port -> ports.append(port).append(','));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WritingProgram.class.getName(),
            dir.toString(),
            ports.toString())
        .redirectError(new File("/dev/null"))
        .start();
  }
}
