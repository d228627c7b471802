package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireValuesTest {

  private static JsonNode json(String json) {
    try {
      return new ObjectMapper().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'+/8A'",
        "'-_8A'",
        "'+/8\\nA'",
        "'data:;base64,+/8A'",
        "{'0':251,'1':255,'2':0}",
        "{'2':0,'0':251,'1':255}",
        "{'0':-5,'1':-1,'2':0}",
        "{'type':'Buffer','data':[251,255,0]}",
        "{'type':'Buffer','data':'+/8A'}",
        "[251,255,0]"
      })
  void bytesComeInManyShapes(String shape) {
    assertThat(WireValues.bytes(json(shape))).containsExactly(251, 255, 0);
  }

  @Test
  void bytesWithoutPaddingAreComplete() {
    assertThat(WireValues.bytes(json("'_w'"))).containsExactly(255);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "''",
        "{}",
        "[]",
        "7",
        "true",
        "'@@@'",
        "'A'",
        "{'0':1,'2':3}",
        "{'1':1}",
        "{'00':1}",
        "{'0':256}",
        "{'0':-129}",
        "{'0':1.5}",
        "{'0':'1'}",
        "{'0':1,'x':2}",
        "{'99999999999':1}",
        "[1,null]",
        "[1,[2]]",
        "{'type':'Buffer','data':[256]}",
        "{'type':'Buffer','data':{}}"
      })
  void bytesThatAreNoneAreNull(String shape) {
    assertThat(WireValues.bytes(json(shape))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20024                                        | 20024",
        "20024.0                                      | 20024",
        "'20024'                                      | 20024",
        "' 20024 '                                    | 20024",
        "'20024.0'                                    | 20024",
        "-1                                           | -1",
        "{'low':20024,'high':0,'unsigned':true}       | 20024",
        "{'low':20024,'high':1,'unsigned':true}       | 4294987320",
        "{'low':-1,'high':0,'unsigned':true}          | 4294967295",
        "{'low':-1,'high':-1,'unsigned':false}        | -1",
        "{'low':53669272,'high':418,'unsigned':true}  | 1795349999000",
        "{'low':4294967295,'high':0}                  | 4294967295",
        "{'low':7}                                    | 7",
        "99999999999999999999                         |",
        "1e30                                         |",
        "'1e999999999'                                |",
        "'abc'                                        |",
        "''                                           |",
        "true                                         |",
        "null                                         |",
        "{}                                           |",
        "{'low':'7'}                                  |",
        "{'low':1.5}                                  |",
        "[1]                                          |",
      },
      quoteCharacter = '`')
  void numbersComeInManyShapes(String shape, Long expected) {
    assertThat(WireValues.number(json(shape))).isEqualTo(expected);
  }

  @Test
  void sizesArePositive() {
    assertThat(WireValues.positive(json("0"))).isNull();
    assertThat(WireValues.positive(json("-1"))).isNull();
    assertThat(WireValues.positiveInt(json("2147483648"))).isNull();
    assertThat(WireValues.positiveInt(json("2147483647"))).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1795350000",
        "1795350000000",
        "1795350000.0",
        "'1795350000'",
        "{'low':1795350000,'high':0,'unsigned':true}"
      })
  void timesAreInSecondsOrMilliseconds(String shape) {
    assertThat(WireValues.instant(json(shape))).isEqualTo(Instant.ofEpochSecond(1795350000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "null", "'soon'", "1", "1795350000000000", "5000000000"})
  void timesOfNoMessageAreNull(String shape) {
    assertThat(WireValues.instant(json(shape))).isNull();
  }

  @Test
  void textsAreWhatTheDatabaseCanHold() {
    assertThat(WireValues.text(json("'a\\u0000b'"))).isEqualTo("ab");
    assertThat(WireValues.text(json("'a\\ud83db'"))).isEqualTo("a\ufffdb");
    assertThat(WireValues.text(json("'\\udc4d'"))).isEqualTo("\ufffd");
    assertThat(WireValues.text(json("'\\ud83d\\udc4d'"))).isEqualTo("👍");
    assertThat(WireValues.text(json("7"))).isEqualTo("7");
    assertThat(WireValues.text(json("{}"))).isNull();
    assertThat(WireValues.text(json("null"))).isNull();
    assertThat(WireValues.text(MissingNode.getInstance())).isNull();
    assertThat(WireValues.nonBlank(json("' '"))).isNull();
  }
}
