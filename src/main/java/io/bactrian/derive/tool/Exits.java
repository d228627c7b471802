package io.bactrian.derive.tool;

import io.bactrian.failure.InfrastructureFailureException;
import java.util.List;
import java.util.Set;

/** Tells from how a program ended whose fault it was. */
public final class Exits {

  private static final int SIGNAL = 128;
  private static final Set<Integer> ENDED = Set.of(1, 2, 9, 15);
  private static final int CPU_TIME = 24;
  private static final int FILE_SIZE = 25;

  /** ffmpeg's own after a signal, and after more than three of them. */
  private static final Set<Integer> CAUGHT = Set.of(255, 123);

  private static final int REASON_LENGTH = 200;

  private Exits() {}

  /**
   * Throws what the end of a program means.
   *
   * @param exit not 0; over 128 for a signal, as Java counts
   * @param errors what it said
   * @param closing whether the hub is ending
   */
  public static void explain(String program, int exit, String errors, boolean closing)
      throws UnderivableException, ToolMissingException {
    if (errors.contains("No space left on device") || errors.contains("Disk quota exceeded")) {
      throw new InfrastructureFailureException("the disk of temporary files is full", null);
    }
    if (errors.contains("Unknown encoder") || errors.contains("Unknown decoder")) {
      throw new ToolMissingException(program + " lacks a codec: " + lastLine(errors));
    }
    if (errors.contains("error while loading shared libraries")) {
      throw new ToolMissingException(program + " can't be run: " + lastLine(errors));
    }
    if (errors.contains("Cannot allocate memory")) {
      throw new UnderivableException("more memory needed than " + program + " is given");
    }
    int signal = exit - SIGNAL;
    if (isEnded(exit)) {
      if (closing) {
        throw new InfrastructureFailureException("the hub is stopping", null);
      }
      throw new DerivationBrokenOffException(program + " was ended from outside");
    }
    throw new UnderivableException(
        switch (signal) {
          case CPU_TIME -> program + " used up its computing time";
          case FILE_SIZE -> "a derivative grew over the limit";
          case 4, 6, 7, 8, 11 -> "%s crashed (signal %d)".formatted(program, signal);
          default -> program + ": " + lastLine(errors);
        });
  }

  /** Whether a signal ended it that is no word on the file. */
  static boolean isEnded(int exit) {
    return CAUGHT.contains(exit) || ENDED.contains(exit - SIGNAL);
  }

  /** The last thing a program said, fit to be shown. */
  public static String lastLine(String errors) {
    List<String> lines = errors.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String last = lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1);
    // Our own paths say nothing to anybody.
    String plain = last.replaceAll("(/[^/\\s:]+)+/", "");
    String shorter = plain.length() > REASON_LENGTH ? plain.substring(0, REASON_LENGTH) : plain;
    return shorter.replaceAll("[^\\p{Print}]", "?");
  }
}
