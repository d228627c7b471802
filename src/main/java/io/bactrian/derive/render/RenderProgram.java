package io.bactrian.derive.render;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * A process of its own that decodes strangers' pictures and documents: what one of them does to
 * memory or time ends this process and not the hub. Requests come on its standard input, one after
 * the other, answers leave on its standard output; it ends with the input.
 */
public final class RenderProgram {

  /** Its exit when a request could not even be read; a JVM's own after an uncaught exception. */
  static final int FAILED = 1;

  /** Written once it is up. */
  static final int READY = 'R';

  private RenderProgram() {}

  /** Takes one argument: after so many milliseconds without a request it ends. */
  public static void main(String[] arguments) throws Exception {
    // What a library prints must not get among the answers.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    ImageIO.setUseCache(false);
    DataOutputStream answers =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    SynchronousQueue<RenderRequest> requests = new SynchronousQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    answers.writeByte(READY);
    answers.flush();
    long idle = Long.parseLong(arguments[0]);
    RenderRequest request = requests.poll(idle, TimeUnit.MILLISECONDS);
    while (request != null) {
      Rendering.render(request).write(answers);
      request = requests.poll(idle, TimeUnit.MILLISECONDS);
    }
  }

  private static void read(SynchronousQueue<RenderRequest> requests) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
      while (true) {
        requests.put(RenderRequest.read(in));
      }
    } catch (EOFException e) {
      // The hub is gone, however busy this process is.
      Runtime.getRuntime().halt(0);
    } catch (Throwable e) {
      // Without its reader the process would stay up and answer nothing.
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
