package io.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Forms, addresses, charts, advice and times. */
class ConsoleValuesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aFormIsReadFieldByField() {
    Form form = Form.parse("id=1&id=2&reason=HTTP+410%3B+caf%C3%A9&empty=&odd");

    assertThat(form.all("id")).containsExactly("1", "2");
    assertThat(form.value("reason")).isEqualTo("HTTP 410; café");
    assertThat(form.value("empty")).isNull();
    assertThat(form.all("odd")).isEmpty();
  }

  @Test
  void aFilterIsAnAddress() {
    Query query = Query.of("kind", "a b", "instance", null, "reason", "x&\"y\"");

    assertThat(query).hasToString("?kind=a+b&reason=x%26%22y%22");
    assertThat(query.with("cursor", "c")).hasToString("?kind=a+b&reason=x%26%22y%22&cursor=c");
    assertThat(query.json()).isEqualTo("{\"kind\":\"a b\",\"reason\":\"x&\\u0022y\\u0022\"}");
    assertThat(Query.of()).hasToString("");
  }

  @Test
  void theHighestBarFillsTheChartAndAGapBreaksTheLine() {
    assertThat(Sparkline.bars(List.of(0.0, 10.0))).isEqualTo("M120.0 44 v-42.0 h86.4 v42.0 z");
    assertThat(Sparkline.line(Arrays.asList(1.0, null, 1.0))).contains("M28.8", "M188.8");
    assertThat(Sparkline.bars(List.of(0.0))).isEmpty();
    assertThat(Sparkline.line(Arrays.asList((Double) null))).isEmpty();
  }

  @Test
  void anExportedTextIsNoFormula() throws Exception {
    JsonNode rows =
        new ObjectMapper()
            .readTree(
                """
                [{"id": 1, "text": "=HYPERLINK(1)", "size": -5}, {"id": 2, "text": "a,\\"b\\""}]""");

    assertThat(Exports.csv(rows))
        .isEqualTo("id,text,size\r\n1,'=HYPERLINK(1),-5\r\n2,\"a,\"\"b\"\"\",\r\n");
  }

  @Test
  void theFirstLoadIsSmall() {
    Assets assets = new Assets();
    int bytes = 0;
    for (String name : List.of("console.css", "console.js", "htmx.js", "icon.svg")) {
      String[] path = assets.path(name).split("/", -1);
      bytes += assets.find(path[3], path[4]).orElseThrow().gzipped().length;
    }

    assertThat(bytes).isLessThan(36 * 1024);
    assertThat(assets.find("000000000000", "console.css")).isEmpty();
  }

  @Test
  void aReasonHasItsAdvice() {
    assertThat(Advice.key("url: host refused: evil.example")).isEqualTo("advice.host");
    assertThat(Advice.key("url: HTTP 410; directPath: HTTP 404")).isEqualTo("advice.expired");
    assertThat(Advice.key("no known type")).isEqualTo("advice.event");
    assertThat(Advice.key(null)).isEqualTo("advice.unknown");
  }

  @Test
  void timesAndSizesAreWrittenForPeople() {
    Texts english = new Texts(Locale.ENGLISH, NOW);
    Texts portuguese = new Texts(Locale.forLanguageTag("pt"), NOW);

    assertThat(english.ago(NOW.minusSeconds(3_700))).isEqualTo("1 h 1 min ago");
    assertThat(english.ago(NOW.plusSeconds(90))).isEqualTo("in 1 min 30 s");
    assertThat(portuguese.ago(NOW.minusSeconds(172_800))).isEqualTo("há 2 d");
    assertThat(english.bytes(20_024L)).isEqualTo("19.6 KiB");
    assertThat(portuguese.bytes(20_024L)).isEqualTo("19,6 KiB");
    assertThat(english.bytes(null)).isEqualTo("–");
  }
}
