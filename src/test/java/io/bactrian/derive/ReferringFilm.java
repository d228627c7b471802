package io.bactrian.derive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A film without data of its own, which names another place for them in its data references ({@code
 * dref}). Whoever opens that place finds there what the film lacks.
 *
 * @see <a
 *     href="https://developer.apple.com/documentation/quicktime-file-format/data_reference_atom">the
 *     box</a>
 */
final class ReferringFilm {

  private static final Set<String> AROUND = Set.of("moov", "trak", "mdia", "minf", "dinf");
  private static final int HEADER = 8;

  /** From the alias' own header to the first of its items. */
  private static final int ALIAS = 150;

  private static final short ABSOLUTE_PATH = 2;

  private ReferringFilm() {}

  /** The film with its data at a URL. */
  static byte[] byUrl(byte[] film, String url) {
    return referring(film, box("url ", ByteBuffer.allocate(4), bytes(url + '\0')));
  }

  /** The film with its data in another file, as QuickTime names one. */
  static byte[] byAlias(byte[] film, String path) {
    ByteBuffer item = ByteBuffer.allocate(4).putShort(ABSOLUTE_PATH);
    byte[] padded = (path.length() % 2 == 0 ? path : path + '\0').getBytes(UTF_8);
    item.putShort((short) padded.length);
    ByteBuffer end = ByteBuffer.allocate(4).putShort((short) -1);
    return referring(
        film,
        box("alis", ByteBuffer.allocate(4 + ALIAS), item.rewind(), ByteBuffer.wrap(padded), end));
  }

  private static byte[] referring(byte[] boxes, ByteBuffer reference) {
    ByteBuffer in = ByteBuffer.wrap(boxes);
    ByteBuffer out = ByteBuffer.allocate(boxes.length + 10 * reference.capacity());
    while (in.hasRemaining()) {
      byte[] body = new byte[in.getInt() - HEADER];
      byte[] type = new byte[4];
      in.get(type).get(body);
      String name = new String(type, ISO_8859_1);
      if (AROUND.contains(name)) {
        body = referring(body, reference);
      } else if (name.equals("mdat")) {
        body = new byte[body.length];
      } else if (name.equals("dref")) {
        ByteBuffer one = ByteBuffer.allocate(HEADER).putInt(0).putInt(1).rewind();
        body = joined(one, reference.duplicate().rewind());
      }
      out.put(box(name, ByteBuffer.wrap(body)));
    }
    return joined(out.flip());
  }

  private static ByteBuffer box(String type, ByteBuffer... parts) {
    byte[] body = joined(parts);
    ByteBuffer box = ByteBuffer.allocate(HEADER + body.length).putInt(HEADER + body.length);
    return box.put(type.getBytes(ISO_8859_1)).put(body).rewind();
  }

  private static byte[] joined(ByteBuffer... parts) {
    int length = 0;
    for (ByteBuffer part : parts) {
      length += part.rewind().remaining();
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (ByteBuffer part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
