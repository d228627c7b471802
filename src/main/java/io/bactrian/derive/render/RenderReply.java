package io.bactrian.derive.render;

import io.bactrian.derive.tool.Measures;
import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.failure.InfrastructureFailureException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * What a rendering process answers.
 *
 * @param width of the original as it is to be seen, in pixels
 * @param height of the original as it is to be seen, in pixels
 * @param reason empty unless it failed
 */
record RenderReply(Outcome outcome, int width, int height, String reason) {

  private static final int REASON_LENGTH = 300;

  enum Outcome {
    RENDERED,
    /** The file's fault. */
    REFUSED,
    /** Our own: the disk took nothing. */
    INFRASTRUCTURE
  }

  static RenderReply rendered(int width, int height) {
    return new RenderReply(Outcome.RENDERED, width, height, "");
  }

  static RenderReply failed(Outcome outcome, String reason) {
    String text = String.valueOf(reason).lines().findFirst().orElse("unknown");
    return new RenderReply(
        outcome, 0, 0, text.length() > REASON_LENGTH ? text.substring(0, REASON_LENGTH) : text);
  }

  Measures measures() throws UnderivableException {
    return switch (outcome) {
      case RENDERED -> Measures.dimensions(width, height);
      case REFUSED -> throw new UnderivableException(reason);
      case INFRASTRUCTURE -> throw new InfrastructureFailureException(reason, null);
    };
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(outcome.name());
    out.writeInt(width);
    out.writeInt(height);
    out.writeUTF(reason);
    out.flush();
  }

  static RenderReply read(DataInputStream in) throws IOException {
    String outcome = in.readUTF();
    if (Stream.of(Outcome.values()).noneMatch(known -> known.name().equals(outcome))) {
      throw new IOException("no answer of ours");
    }
    return new RenderReply(Outcome.valueOf(outcome), in.readInt(), in.readInt(), in.readUTF());
  }
}
