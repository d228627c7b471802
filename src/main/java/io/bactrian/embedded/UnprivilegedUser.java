package io.bactrian.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs, for it refuses to be root: as ourselves where we are not root; else in a
 * user namespace where it has no name, the files still root's; else, where the kernel or a
 * container forbids those, as nobody, to whom the files are given.
 */
enum UnprivilegedUser {
  SELF("", 0),
  NAMESPACE("unshare -U ", 0),
  NOBODY("setpriv --reuid 65534 --regid 65534 --clear-groups ", 65534);

  private final String prefix;
  private final int uid;

  UnprivilegedUser(String prefix, int uid) {
    this.prefix = prefix;
    this.uid = uid;
  }

  /** The first of them that works here. */
  static UnprivilegedUser choose() throws InterruptedException {
    if (new UnixSystem().getUid() != 0) {
      return SELF;
    }
    for (UnprivilegedUser user : List.of(NAMESPACE, NOBODY)) {
      if (user.works()) {
        return user;
      }
    }
    throw new EmbeddedStartException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv gives it another user.",
        "Start the program as another user, or name a real server with SPRING_DATASOURCE_URL.");
  }

  /** The command as this user. */
  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (!prefix.isEmpty()) {
      whole.addAll(List.of(prefix.split(" ")));
    }
    whole.addAll(command);
    return whole;
  }

  /** Gives this user the folder and all in it; it may have been another's at the last start. */
  void own(Path folder) throws IOException {
    if (this == SELF || ownedBy(folder, uid)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static boolean ownedBy(Path folder, int uid) throws IOException {
    return Files.getAttribute(folder, "unix:uid").equals(uid);
  }

  private boolean works() throws InterruptedException {
    try {
      return new ProcessBuilder(command(List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
