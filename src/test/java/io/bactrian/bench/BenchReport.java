package io.bactrian.bench;

import io.bactrian.servers.Report;

/** The report of the benchmarks. */
public final class BenchReport {

  private static final Report REPORT = new Report("bench", "bench: ");

  private BenchReport() {}

  public static void line(String format, Object... values) {
    REPORT.line(format, values);
  }
}
