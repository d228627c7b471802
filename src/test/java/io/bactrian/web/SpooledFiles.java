package io.bactrian.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Bodies in files, for tests of those who read them. */
public final class SpooledFiles {

  private SpooledFiles() {}

  /** All that a stream brings, in a file of that folder. */
  public static SpooledBody of(InputStream in, Path folder) throws IOException {
    BodySink sink = new BodySink(new Spool(folder), new BodyMemory(0), 0, Long.MAX_VALUE - 1);
    byte[] chunk = new byte[16 * 1024];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      sink.write(chunk, read);
    }
    return sink.finish(-1);
  }
}
