package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import org.junit.jupiter.api.Test;

class SeveralMediaDecodingTest {

  @Test
  void aCarouselHasOneOfEachCardInOrder() throws Exception {
    Incoming.Message message = message("B1-carousel-long");
    assertThat(message.media())
        .extracting(IncomingMedia::directPath)
        .map(path -> path.replaceAll("_n.enc.*", ""))
        .containsExactly("/v/t62/ed1e26041c", "/v/t62/8370373400", "/v/t62/acefbf7e37");
    assertThat(message.text()).isEqualTo("our offers\ncard 0\ncard 1\ncard 2");
  }

  @Test
  void whatLiesBesideThemIsTheFirstOnes() throws Exception {
    Incoming.Message message =
        (Incoming.Message)
            WebhookDecoderTest.decode(
                    "messages.upsert",
                    "{'key':{'remoteJid':'15550100123@s.whatsapp.net','id':'A1'},'message':{"
                        + "'mediaUrl':'https://s3/z','interactiveMessage':{'carouselMessage':{"
                        + "'cards':[{'header':{'imageMessage':{'mimetype':'image/jpeg',"
                        + "'directPath':'/a'}}},{'header':{'videoMessage':{'mimetype':'video/mp4',"
                        + "'directPath':'/b'}}}]}}}}")
                .items()
                .get(0);
    assertThat(message.media())
        .extracting(IncomingMedia::kind, IncomingMedia::mediaUrl)
        .containsExactly(
            tuple(AttachmentKind.image, "https://s3/z"), tuple(AttachmentKind.video, null));
  }

  @Test
  void aStickerPackIsOneFileWithThePacksName() throws Exception {
    assertThat(message("A6-sticker-pack-long").media())
        .singleElement()
        .satisfies(
            pack -> {
              assertThat(pack.kind()).isEqualTo(AttachmentKind.document);
              assertThat(pack.fileName()).isEqualTo("Cats");
              assertThat(pack.keyInfo()).isEqualTo("WhatsApp Sticker Pack Keys");
              assertThat(pack.fileSha256()).hasSize(32);
            });
  }

  private static Incoming.Message message(String report) throws NotUnderstoodException {
    return (Incoming.Message)
        Samples.decode(Samples.bytes("reports/" + report + ".json")).items().get(0);
  }
}
