// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {

  @Test
  void exception_isToldInTheSameLine() {
    assertThat(new LogLine(false).format(failure()))
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARNING io\\.wellhead\\.Watch reading failed; room=pad/412:"
                + " cannot read pad/412: nobody at localhost:1\\R");
  }

  @Test
  void verbose_addsTheTrace() {
    assertThat(new LogLine(true).format(failure()))
        .contains("nobody at localhost:1" + System.lineSeparator() + "java.io.IOException: cannot")
        .contains("\tat ")
        .contains("Caused by: java.net.ConnectException");
  }

  @Test
  void recordWithoutException_isItsMessage() {
    assertThat(new LogLine(true).format(new LogRecord(Level.INFO, "done")))
        .endsWith(" done" + System.lineSeparator())
        .hasLineCount(1);
  }

  private static LogRecord failure() {
    LogRecord entry = new LogRecord(Level.WARNING, "reading failed\nroom=pad/412");
    entry.setLoggerName("io.wellhead.Watch");
    entry.setThrown(
        new IOException("cannot read pad/412", new ConnectException("nobody at localhost:1")));
    return entry;
  }
}
