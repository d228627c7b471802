package io.bactrian.faults;

import io.bactrian.servers.Report;

/** The report of the fault suite. */
final class FaultReport {

  private static final Report REPORT = new Report("faults", "");

  private FaultReport() {}

  static void line(String format, Object... values) {
    REPORT.line(format, values);
  }
}
