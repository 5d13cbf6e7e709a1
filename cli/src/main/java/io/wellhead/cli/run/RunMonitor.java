// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandContext;
import io.wellhead.transforms.restream.Drain;
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
 * terminal and every half minute elsewhere, and a summary at its end. Ctrl-C drains the pipeline; a
 * second one, or a minute in which it does not come to its end, cancels it. One thread.
 */
public final class RunMonitor {
  /** How the pipeline came to its end. */
  public enum Ending {
    BY_ITSELF,
    /** It was stopped, and everything that was read is written. */
    DRAINED,
    /** It was stopped, and what was read last may not be written. */
    CUT_OFF
  }

  private static final Duration TERMINAL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(1);

  private final PipelineResult result;
  private final Drain drain;
  private final CommandContext context;
  private final PrintWriter err;
  private final Instant start;
  private Instant shownAt;
  private RunFigures shown;

  /**
   * Begins to watch.
   *
   * @param drain the one that the pipeline was launched with
   */
  public RunMonitor(PipelineResult result, Drain drain, CommandContext context, PrintWriter err) {
    this.result = result;
    this.drain = drain;
    this.context = context;
    this.err = err;
    this.start = context.clock().instant();
    this.shownAt = start;
    this.shown = RunFigures.of(result);
  }

  /**
   * Waits for the pipeline's end.
   *
   * @throws org.apache.beam.sdk.Pipeline.PipelineExecutionException if the pipeline failed
   */
  public Ending watch() throws IOException {
    context.stop().listen();
    try {
      Ending ending = awaitEnd();
      clearLine();
      summarize(context.clock().instant());
      return ending;
    } finally {
      context.stop().ignore();
    }
  }

  private Ending awaitEnd() throws IOException {
    Duration interval = context.interactive() ? TERMINAL_INTERVAL : LOG_INTERVAL;
    Ending ending = Ending.BY_ITSELF;
    Instant drainedBy = Instant.MAX;
    State state = null;
    while (state == null || !state.isTerminal()) {
      Instant now = context.clock().instant();
      if (ending == Ending.BY_ITSELF && context.stop().isRaised()) {
        ending = Ending.DRAINED;
        drainedBy = now.plus(DRAIN_LIMIT);
        say("Stopping: what was read is being written. Ctrl-C again does not wait for it.");
        drain.request();
      }
      if (context.stop().isRaisedAgain() || now.isAfter(drainedBy)) {
        say("Stopped; what was read last may not be written.");
        result.cancel();
        return Ending.CUT_OFF;
      }
      // Beam speaks joda here.
      state = result.waitUntilFinish(org.joda.time.Duration.millis(STEP.toMillis()));
      if (Duration.between(shownAt, now).compareTo(interval) >= 0) {
        show(now);
      }
    }
    return ending;
  }

  private void say(String line) {
    clearLine();
    err.println(line);
    err.flush();
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
