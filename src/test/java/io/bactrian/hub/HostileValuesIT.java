package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of the API, with each of its parameters in turn holding what nobody means well by. */
class HostileValuesIT extends HubTest {

  private static final String TOKEN = "Bearer " + API_TOKEN;

  private final HttpClient http = HttpClient.newHttpClient();

  private record Call(String method, String path, String name, boolean inPath) {}

  private record Answer(Call call, int status, String type) {}

  @ParameterizedTest
  @ValueSource(
      strings = {"%00", "a%00b", "%01", "%0A", "%0D%0AX:%20y", "%1B[31m", "%7F", "%C2%85", "%08"})
  void aControlCharacterIsABadRequest(String value) throws Exception {
    List<Answer> answers = answers(value);

    assertThat(answers).hasSizeGreaterThan(30).allMatch(answer -> answer.status() == 400);
    assertThat(answers).allMatch(answer -> answer.type().startsWith("application/problem+json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2B1000000000-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "%2B292278994-08-17T07:12:55.807Z",
        "0000-00-00T00:00:00Z",
        "9999-12-31T23:59:59-18:00",
        "2026-02-30T25:61:61Z",
        "NaN",
        "-1",
        "99999999999999999999",
        "2147483648",
        "..%2F..%2Fetc",
        "..",
        "%27%3B%20drop%20table%20job%3B--",
        "%25",
        "%FF%FE",
        "%ED%A0%80",
        "%F0%9F%90%AA",
        "%E2%80%AE",
        "$%7Benv:HOME%7D",
        "%7B%7Benv:HOME%7D%7D",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "f_________8AAAAAAAAAAAAAAAAAAAAA",
        ""
      })
  void nothingElseIsAFaultOfOurs(String value) throws Exception {
    assertThat(answers(value))
        .hasSizeGreaterThan(30)
        .allMatch(answer -> answer.status() < 500)
        .allMatch(
            answer ->
                answer.status() < 400 || answer.type().startsWith("application/problem+json"));
  }

  @Test
  void aVeryLongOneNeither() throws Exception {
    assertThat(answers("x".repeat(5_000)))
        .hasSizeGreaterThan(30)
        .allMatch(answer -> answer.status() < 500);
  }

  private List<Answer> answers(String value) throws IOException, InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (Call call : calls()) {
      answers.add(ask(call, value));
    }
    return answers;
  }

  /** By what the hub says of itself: what is added to the API is tried too. */
  private List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path :
        hub.get("/api/openapi.json").path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        for (JsonNode parameter : method.getValue().path("parameters")) {
          String in = parameter.path("in").asText();
          if (!in.equals("header")) {
            calls.add(
                new Call(
                    method.getKey().toUpperCase(Locale.ROOT),
                    path.getKey(),
                    parameter.path("name").asText(),
                    in.equals("path")));
          }
        }
        // And one that no call has.
        calls.add(
            new Call(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), "unknown", false));
      }
    }
    return calls;
  }

  private Answer ask(Call call, String value) throws IOException, InterruptedException {
    String path =
        call.inPath()
            ? call.path().replace("{" + call.name() + "}", value)
            : call.path() + "?" + call.name() + "=" + value;
    // Parameters that are not the one on trial.
    path = path.replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000000");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.base() + path.replace("[", "%5B")))
            .header("Authorization", TOKEN)
            .header("Content-Type", "application/json")
            .method(call.method(), BodyPublishers.ofString("{}"))
            .build();
    // The stream of events has no end.
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    answer.body().close();
    return new Answer(
        call, answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""));
  }
}
