// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One line for each log record, with what its exception and the causes of that say. A service that
 * is gone for an hour is tried some sixty times: traces would bury what else there is to read.
 */
final class LogLine extends Formatter {
  private final boolean withTraces;

  /**
   * Makes one.
   *
   * @param withTraces whether the stack trace follows the line
   */
  LogLine(boolean withTraces) {
    this.withTraces = withTraces;
  }

  @Override
  public String format(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    String message = String.valueOf(formatMessage(entry));
    return String.format(
        Locale.ROOT,
        "%tT.%<tL %s %s %s%n%s",
        entry.getInstant().atZone(ZoneId.systemDefault()),
        entry.getLevel().getName(),
        entry.getLoggerName(),
        Failures.printable(thrown == null ? message : message + ": " + Failures.messageOf(thrown)),
        thrown == null || !withTraces ? "" : trace(thrown));
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
