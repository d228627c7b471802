package io.bactrian.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupTest {

  private final EvolutionStandIn standIn = new EvolutionStandIn(0);
  private final Caller caller = new Caller(standIn);

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void aProfilePictureIsServedWhereItsAnswerSays() throws Exception {
    JsonNode answer =
        Caller.json(
            caller.post("/chat/fetchProfilePictureUrl/acme", "{\"number\":\"15550100123\"}"));
    assertThat(answer.path("wuid").asText()).isEqualTo("15550100123@s.whatsapp.net");
    String url = answer.path("profilePictureUrl").asText();
    assertThat(url).startsWith(standIn.baseUrl());
    HttpResponse<byte[]> picture = caller.get(url.substring(standIn.baseUrl().length()));
    assertThat(picture.headers().firstValue("content-type")).hasValue("image/jpeg");
    assertThat(picture.body()).isEqualTo(standIn.sample("image"));
  }

  @Test
  void aPersonWithoutAPictureHasNone() throws Exception {
    standIn.picture("1@s.whatsapp.net", "");
    JsonNode answer =
        Caller.json(caller.post("/chat/fetchProfilePictureUrl/acme", "{\"number\":\"1\"}"));
    assertThat(answer.path("profilePictureUrl").isNull()).isTrue();
  }

  @Test
  void aGroupIsTheSampleUnlessToldOtherwise() throws Exception {
    standIn.group("2@g.us", Caller.JSON.readTree("{\"id\":\"2@g.us\",\"subject\":\"told\"}"));
    assertThat(group("1-2@g.us").path("participants")).hasSize(2);
    assertThat(group("1-2@g.us").path("id").asText()).isEqualTo("1-2@g.us");
    assertThat(group("2@g.us").path("subject").asText()).isEqualTo("told");
  }

  @Test
  void whatIsNoGroupIsABadRequest() throws Exception {
    assertThat(caller.get("/group/findGroupInfos/acme?groupJid=1@lid").statusCode()).isEqualTo(400);
  }

  @Test
  void theStateIsOpenUnlessToldOtherwise() throws Exception {
    standIn.state("other", "connecting");
    assertThat(
            Caller.json(caller.get("/instance/connectionState/acme"))
                .at("/instance/state")
                .asText())
        .isEqualTo("open");
    assertThat(
            Caller.json(caller.get("/instance/connectionState/other"))
                .at("/instance/state")
                .asText())
        .isEqualTo("connecting");
  }

  @Test
  void theWebhookIsWhatWasSet() throws Exception {
    assertThat(Caller.json(caller.get("/webhook/find/acme")).isNull()).isTrue();
    caller.post(
        "/webhook/set/acme",
        "{\"webhook\":{\"enabled\":true,\"url\":\"http://hub\",\"events\":[\"MESSAGES_UPSERT\"]}}");
    JsonNode webhook = Caller.json(caller.get("/webhook/find/acme"));
    assertThat(webhook.path("url").asText()).isEqualTo("http://hub");
    assertThat(webhook.path("events")).hasSize(1);
  }

  @Test
  void settingsAreEvolutionsDefaultsUntilTheyAreTold() throws Exception {
    standIn.settings("other", Caller.JSON.readTree("{\"groupsIgnore\":true}"));
    assertThat(Caller.json(caller.get("/settings/find/acme")).path("groupsIgnore").asBoolean(true))
        .isFalse();
    assertThat(Caller.json(caller.get("/settings/find/other")).path("groupsIgnore").asBoolean())
        .isTrue();
  }

  @Test
  void theInstancesThatWereNamedAreListedToTheGlobalKeyAlone() throws Exception {
    standIn.instance("acme", "k1").instance("other", "k2").state("other", "close");
    JsonNode all = Caller.json(caller.get("/instance/fetchInstances"));
    assertThat(all).extracting(one -> one.path("name").asText()).containsExactly("acme", "other");
    assertThat(all.at("/1/connectionStatus").asText()).isEqualTo("close");
    assertThat(all.at("/0/Setting/groupsIgnore").isBoolean()).isTrue();
  }

  @Test
  void messagesAreFoundByChatAndTimeNewestFirstInPages() throws Exception {
    for (int i = 1; i <= 5; i++) {
      standIn.message("acme", message("a", i));
    }
    standIn.message("acme", message("b", 3));
    JsonNode found =
        Caller.json(
                caller.post(
                    "/chat/findMessages/acme",
                    """
                {"where":{"key":{"remoteJid":"a"},"messageTimestamp":
                 {"gte":"1970-01-01T00:00:02.000Z","lte":"1970-01-01T00:00:04.000Z"}},
                 "page":1,"offset":2}"""))
            .path("messages");
    assertThat(found.path("total").asInt()).isEqualTo(3);
    assertThat(found.path("pages").asInt()).isEqualTo(2);
    assertThat(found.path("records"))
        .extracting(record -> record.path("messageTimestamp").asInt())
        .containsExactly(4, 3);
  }

  private JsonNode group(String jid) throws Exception {
    return Caller.json(caller.get("/group/findGroupInfos/acme?groupJid=" + jid));
  }

  private static JsonNode message(String chat, int second) throws Exception {
    return Caller.JSON.readTree(
        "{\"key\":{\"remoteJid\":\"%s\",\"id\":\"%s%d\"},\"messageTimestamp\":%d}"
            .formatted(chat, chat, second, second));
  }
}
