package io.bactrian.derive.render;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a rendering process is asked for.
 *
 * @param type as sniffed
 * @param size longer side of the thumbnail, in pixels
 * @param quality of its JPEG, in percent
 */
public record RenderRequest(
    String type,
    Path original,
    Path thumbnail,
    int size,
    int quality,
    long maxPixels,
    int maxPages) {

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(type);
    out.writeUTF(original.toString());
    out.writeUTF(thumbnail.toString());
    out.writeInt(size);
    out.writeInt(quality);
    out.writeLong(maxPixels);
    out.writeInt(maxPages);
    out.flush();
  }

  static RenderRequest read(DataInputStream in) throws IOException {
    return new RenderRequest(
        in.readUTF(),
        Path.of(in.readUTF()),
        Path.of(in.readUTF()),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readInt());
  }
}
