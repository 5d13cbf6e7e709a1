// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * Watches a pipeline that runs in this process: a line about its progress, anew every second on a
 * terminal and every half minute elsewhere, and a summary at its end. Ctrl-C cancels the pipeline.
 * One thread.
 */
public final class RunMonitor {
  private static final Duration TERMINAL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(500);

  private final PipelineResult result;
  private final CommandContext context;
  private final PrintWriter err;
  private final Instant start;
  private Instant shownAt;
  private RunFigures shown;

  public RunMonitor(PipelineResult result, CommandContext context, PrintWriter err) {
    this.result = result;
    this.context = context;
    this.err = err;
    this.start = context.clock().instant();
    this.shownAt = start;
    this.shown = RunFigures.of(result);
  }

  /**
   * Waits for the pipeline's end.
   *
   * @return whether it came to its end by itself; false after Ctrl-C
   * @throws org.apache.beam.sdk.Pipeline.PipelineExecutionException if the pipeline failed
   */
  public boolean watch() throws IOException {
    Duration interval = context.interactive() ? TERMINAL_INTERVAL : LOG_INTERVAL;
    boolean stopped = false;
    State state = null;
    while (state == null || !state.isTerminal()) {
      if (context.stop().isRaised() && !stopped) {
        stopped = true;
        clearLine();
        err.println("Stopping ...");
        err.flush();
        state = result.cancel();
        continue;
      }
      // Beam speaks joda here.
      state = result.waitUntilFinish(org.joda.time.Duration.millis(STEP.toMillis()));
      Instant now = context.clock().instant();
      if (Duration.between(shownAt, now).compareTo(interval) >= 0) {
        show(now);
      }
    }
    clearLine();
    summarize(context.clock().instant());
    return !stopped;
  }

  private void show(Instant now) {
    RunFigures figures = RunFigures.of(result);
    double seconds = Math.max(0.001, Duration.between(shownAt, now).toMillis() / 1000.0);
    String line =
        String.format(
            Locale.ROOT,
            "%,d records read (%,.0f/s), %,d rows written%s, %,d dead letters",
            figures.read(),
            (figures.read() - shown.read()) / seconds,
            figures.rowsInAll(),
            lag(figures),
            figures.deadLetters());
    if (context.interactive()) {
      err.print("\r" + line + "\u001b[K");
    } else {
      err.println(line);
    }
    err.flush();
    shown = figures;
    shownAt = now;
  }

  private String lag(RunFigures figures) {
    long samples = figures.lagSamples() - shown.lagSamples();
    if (samples <= 0) {
      return "";
    }
    double seconds = (figures.lagMillis() - shown.lagMillis()) / 1000.0 / samples;
    // A simulation may be far in the past or future: such a lag says nothing.
    return seconds < 0 || seconds > 86_400
        ? ""
        : String.format(Locale.ROOT, ", %.1f s behind", seconds);
  }

  private void clearLine() {
    if (context.interactive()) {
      err.print("\r\u001b[K");
    }
  }

  private void summarize(Instant now) {
    RunFigures figures = RunFigures.of(result);
    err.printf(
        Locale.ROOT,
        "Read %,d records in %,.0f s; %,d came again and were left out; %,d dead letters.%n",
        figures.read(),
        Duration.between(start, now).toMillis() / 1000.0,
        figures.duplicates(),
        figures.deadLetters());
    new TreeMap<>(figures.rows())
        .forEach((step, rows) -> err.printf(Locale.ROOT, "  %-32s %,12d rows%n", step, rows));
    err.flush();
  }
}
