package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.chat.MessageStatus;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Evolution's channel WHATSAPP-BUSINESS: its envelope around the fields of Meta's Cloud API. */
class CloudDecodingTest {

  private static Incoming.Message message(String report) throws NotUnderstoodException {
    return (Incoming.Message)
        Samples.decode(Samples.bytes("reports/" + report + ".json")).items().get(0);
  }

  @Test
  void namesAndHashOfADocumentAreMetas() throws Exception {
    IncomingMedia media = message("A1b-cloud-document-base64").media().get(0);
    assertThat(media.fileName()).isEqualTo("Contrato nº 7.pdf");
    assertThat(media.mimeType()).isEqualTo("application/pdf");
    assertThat(media.inlineKey()).isNotNull();
    assertThat(media.fileSha256())
        .isEqualTo(Base64.getDecoder().decode("4yQ9b0hZn2gumZI3qM7Pt0hLH01/g1IthqhwVM+jlUE="));
  }

  @Test
  void aMediaOfAnIdAloneIsAskedForByItsTypeAndId() throws Exception {
    JsonNode asked =
        JsonMapper.builder()
            .build()
            .readTree(message("A1f-cloud-image-id-only").media().get(0).evolutionMessage());
    assertThat(asked.path("messageType").asText()).isEqualTo("imageMessage");
    assertThat(asked.at("/message/imageMessage/id").asText()).isEqualTo("420851174225056");
    assertThat(message("C1-cloud-sticker").media().get(0).evolutionMessage())
        .contains("\"messageType\":\"stickerMessage\"", "\"id\":\"99919965830\"");
  }

  @Test
  void theFileOfAnOwnSendIsTakenOutOfTheWebhook() throws Exception {
    IncomingMedia media = message("C3-cloud-echo-own").media().get(0);
    assertThat(media.inlineKey()).isNotNull();
    assertThat(media.mediaUrl()).isNull();
    assertThat(media.evolutionMessage()).doesNotContain("JVBERi");
  }

  @Test
  void theLinkOfAnOwnSendIsNoInlineMedia() throws Exception {
    Incoming.Message sent =
        (Incoming.Message)
            WebhookDecoderTest.decode(
                    "send.message",
                    "{'key':{'remoteJid':'15550100123@s.whatsapp.net','fromMe':true,'id':'A1'},"
                        + "'message':{'imageMessage':{'mediaType':'image',"
                        + "'media':'https://files.example.test/a.jpg'}}}")
                .items()
                .get(0);
    assertThat(sent.media().get(0).inlineKey()).isNull();
    assertThat(sent.media().get(0).mediaUrl()).isEqualTo("https://files.example.test/a.jpg");
  }

  @Test
  void statusesAreMetasWords() throws Exception {
    assertThat(status("A2-cloud-status-DELIVERED")).isEqualTo(MessageStatus.DELIVERED);
    assertThat(status("A2-cloud-status-FAILED")).isEqualTo(MessageStatus.FAILED);
    assertThat(MessageStatus.fromEvolution("SENT")).isEqualTo(MessageStatus.SENT);
  }

  @Test
  void metasReasonIsToldIfEvolutionPassesItOn() throws Exception {
    Incoming.Status failed =
        (Incoming.Status)
            WebhookDecoderTest.decode(
                    "messages.update",
                    "{'keyId':'wamid.A','remoteJid':'15550100123@s.whatsapp.net','fromMe':true,"
                        + "'status':'FAILED','errors':[{'code':131026,'title':'Undeliverable',"
                        + "'error_data':{'details':'no account'}}]}")
                .items()
                .get(0);

    assertThat(failed.reason())
        .isEqualTo("WhatsApp could not deliver it (code 131026): Undeliverable: no account");
  }

  private static MessageStatus status(String report) throws NotUnderstoodException {
    return ((Incoming.Status)
            Samples.decode(Samples.bytes("reports/" + report + ".json")).items().get(0))
        .status();
  }
}
