# The hub's image.
#
#   docker build -t bactrian .
#
# BUILD_IMAGE    a JDK with Maven, for JAR_FROM=maven
# RUNTIME_IMAGE  a JRE of Java 17 or newer with bash; the start cache is made by it and for it
# TOOLS          packages (Debian, Ubuntu) that make playable sounds, posters of films and pictures of
#                HEIC; empty for none, or where RUNTIME_IMAGE has them
# JAR_FROM       "maven" builds the jar here, "ready" takes target/bactrian-*.jar as it lies there
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-25-noble
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre-noble
ARG JAR_FROM=maven
ARG TOOLS="ffmpeg libheif-examples"

FROM ${BUILD_IMAGE} AS maven
WORKDIR /build
COPY pom.xml ./
COPY routes routes
COPY src/main src/main
# Format and tests are the pipeline's; the test sources are not here.
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -B -q package -Dmaven.test.skip=true -Dspotless.check.skip=true \
 && mkdir /jar && cp target/bactrian-*.jar /jar/bactrian.jar \
 && cp target/stand-in/bactrian-*.jar /jar/stand-in.jar

FROM ${RUNTIME_IMAGE} AS ready
COPY target/bactrian-*.jar /jar/bactrian.jar
COPY target/stand-in/bactrian-*.jar /jar/stand-in.jar

# hadolint ignore=DL3006
FROM ${JAR_FROM} AS jar

FROM ${RUNTIME_IMAGE} AS extracted
WORKDIR /extracted
COPY --from=jar /jar/bactrian.jar ./
# Flat, for the loader of nested jars costs half of the start; in layers, for the libraries change
# seldom and the program often.
RUN java -Djarmode=tools -jar bactrian.jar extract --layers --destination layers

FROM ${RUNTIME_IMAGE} AS runtime
ARG TOOLS
# Of the base image's distribution as it is at the time: a pinned version is soon not to be had.
# hadolint ignore=DL3008
RUN if [ -n "$TOOLS" ]; then \
      apt-get update \
      && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $TOOLS \
      && rm -rf /var/lib/apt/lists/*; \
    fi

FROM runtime AS program
WORKDIR /opt/bactrian
COPY --from=extracted /extracted/layers/dependencies/ ./
COPY --from=extracted /extracted/layers/spring-boot-loader/ ./
COPY --from=extracted /extracted/layers/snapshot-dependencies/ ./
COPY --from=extracted /extracted/layers/application/ ./
# No part of the program: what the compose file's profile "stand-in" runs.
COPY --from=jar /jar/stand-in.jar ./

# The classes of a start, loaded and linked once: an AOT cache from Java 25 on, before it a class
# archive. The addresses are dead, for the start ends before anything is connected.
FROM program AS trained
RUN if java -XX:AOTCacheOutput=/tmp/none -version >/dev/null 2>&1; \
    then make=-XX:AOTCacheOutput use=-XX:AOTCache; \
    else make=-XX:ArchiveClassesAtExit use=-XX:SharedArchiveFile; fi \
 && java "$make=/opt/bactrian/start.cache" \
      -Dspring.context.exit=onRefresh -Dspring.flyway.enabled=false \
      -Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false \
      -Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect \
      -Dspring.datasource.url=jdbc:postgresql://127.0.0.1:1/none \
      -Dspring.rabbitmq.host=127.0.0.1 -Dspring.data.redis.host=127.0.0.1 \
      -Dbactrian.s3.bucket=none -Dbactrian.evolution.base-url=http://127.0.0.1:1 \
      -Dbactrian.evolution.api-key=none \
      -Dbactrian.webhook.token=none -Dbactrian.api.token=none \
      -jar bactrian.jar >/tmp/training.log 2>&1 || { cat /tmp/training.log; exit 1; } \
 && printf '%s\n' "$use=/opt/bactrian/start.cache" >start.options

FROM program
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Bactrian" \
      org.opencontainers.image.description="A hub for Evolution API webhooks that loses no media" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=trained /opt/bactrian/start.cache /opt/bactrian/start.options ./
# Of the container's memory the hub's heap may have this much. Of the 2 GB that it is meant for the
# rest is for its threads, buffers and classes (some 300 MB) and for the two processes that decode
# pictures (some 480 MB each); ffmpeg takes the place of one of them.
# Out of memory ends the program, so that it is started anew instead of limping on.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=30 -XX:+ExitOnOutOfMemoryError"
# What is downloaded and not yet stored lies here; everything else may be read-only.
VOLUME /tmp
USER 10001:10001
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-8081} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]
# The hub ends what it has in hand; an orchestrator has to leave it 100 s for that.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@start.options", "-jar", "bactrian.jar"]
