package io.bactrian.derive.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.derive.Pictures;
import io.bactrian.derive.render.RenderReply.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose fault a rendering that fails is. */
class RenderingTest {

  @TempDir Path folder;

  @Test
  void whatFailsAfterDecodingIsTheFilesToo() throws Exception {
    // The picture is sound: its JPEG can't be made with such a quality.
    RenderReply reply = render("image/jpeg", folder.resolve("thumbnail"), -1);
    assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(reply.reason()).startsWith("can't be decoded");
  }

  @Test
  void onlyTheDiskIsOurs() throws Exception {
    RenderReply reply = render("image/jpeg", folder.resolve("missing/thumbnail"), 8);
    assertThat(reply.outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
  }

  @Test
  void anAnswerThatIsNoneIsNotTakenForOne() throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new DataOutputStream(answer).writeUTF("SOMETHING ELSE");
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer.toByteArray()));
    assertThatThrownBy(() -> RenderReply.read(in)).isInstanceOf(IOException.class);
  }

  private RenderReply render(String type, Path thumbnail, int quality) throws IOException {
    Path photo = Files.write(folder.resolve("photo"), Pictures.jpeg(8, 8));
    return Rendering.render(new RenderRequest(type, photo, thumbnail, 8, quality, 64, 1));
  }
}
