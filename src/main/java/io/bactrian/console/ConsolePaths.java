package io.bactrian.console;

/** Where the parts of the console are. */
final class ConsolePaths {

  static final String FRONT_PAGE = "/";
  static final String ROOT = "/console";
  static final String SIGN_IN = ROOT + "/sign-in";
  static final String SIGN_OUT = ROOT + "/sign-out";
  static final String ASSETS = ROOT + "/assets";

  private ConsolePaths() {}

  /** A path of the console to go to, or the front page where that is none: never another site. */
  static String own(String path) {
    boolean own =
        path != null
            && (path.equals(FRONT_PAGE) || path.startsWith("/?") || path.startsWith(ROOT + "/"))
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
            && !path.contains("..");
    return own ? path : FRONT_PAGE;
  }
}
