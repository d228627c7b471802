package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.evolution.EvolutionAccess;
import io.bactrian.memory.AnswerSettings;
import io.bactrian.profile.ProfileRequests;
import io.bactrian.profile.ProfileSettings;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.storage.S3ConnectionDetails;
import io.bactrian.storage.S3Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import software.amazon.awssdk.services.s3.S3Client;

/** What routes and other packages find, and what stops the start. */
class MediaBeansTest {

  @TempDir Path temporary;
  private ApplicationContextRunner context;

  @ComponentScan(
      basePackageClasses = {MediaFetch.class, ObjectStorage.class},
      // What writes to the database; the program's own tests have one.
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.ASSIGNABLE_TYPE,
              classes = {
                MediaBook.class,
                MediaLadder.class,
                MediaRecorder.class,
                MediaRevival.class,
                StoredMedia.class,
                ProfileRequests.class
              }))
  @EnableConfigurationProperties({
    AnswerSettings.class,
    MediaSettings.class,
    ProfileSettings.class,
    S3Settings.class
  })
  static class Scan {}

  private record Access(URI baseUri) implements EvolutionAccess {
    @Override
    public String apiKey(String instance) {
      return "";
    }
  }

  /** A closed port: no bean may need object storage to come up. */
  private record Details(URI endpoint) implements S3ConnectionDetails {
    @Override
    public String region() {
      return "us-east-1";
    }

    @Override
    public String accessKey() {
      return "a";
    }

    @Override
    public String secretKey() {
      return "b";
    }

    @Override
    public boolean pathStyle() {
      return true;
    }
  }

  @BeforeEach
  void prepare() {
    context =
        new ApplicationContextRunner()
            .withUserConfiguration(Scan.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(EvolutionAccess.class, () -> new Access(URI.create("http://evolution:8080")))
            .withBean(
                S3ConnectionDetails.class, () -> new Details(URI.create("http://127.0.0.1:1")))
            .withPropertyValues(
                "bactrian.media.temp-dir=" + temporary,
                "bactrian.s3.endpoint=http://elsewhere.test",
                "bactrian.s3.max-attempts=1");
  }

  @Test
  void routesFindTheBeansByTheirNames() {
    context.run(
        started -> {
          assertThat(started).hasNotFailed().hasSingleBean(S3Client.class);
          assertThat(started.getBean("mediaFetch")).isInstanceOf(MediaFetch.class);
          assertThat(started.getBean("objectStorage")).isInstanceOf(ObjectStorage.class);
          assertThat(started.getBean("mediaExpiry")).isInstanceOf(MediaExpiry.class);
        });
  }

  @Test
  void connectionDetailsTakeThePlaceOfTheSettings() {
    context.run(
        started ->
            assertThat(started.getBean(ObjectStorage.class).presign("k", null, null))
                .hasHost("127.0.0.1")
                .hasPath("/bactrian/k"));
  }

  @Test
  void settingsThatMakeNoSenseStopTheStart() {
    for (String setting :
        new String[] {
          "bactrian.media.allowed-hosts=http://x/",
          "bactrian.media.cdn-base-url=ftp://x",
          "bactrian.media.deadline=0s",
          "bactrian.media.max-connections=0",
          "bactrian.profile.gap-factor=0.5",
          "bactrian.profile.picture-deadline=0s",
          "bactrian.s3.bucket="
        }) {
      context
          .withPropertyValues(setting)
          .run(started -> assertThat(started).as(setting).hasFailed());
    }
  }
}
