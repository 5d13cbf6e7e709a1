// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** A command that runs until it is stopped, as Ctrl-C would stop it. */
public final class BackgroundRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CountDownLatch announced = new CountDownLatch(1);
  private final CompletableFuture<Integer> exitCode;

  private BackgroundRun(Map<String, String> environment, String lastWords, String... arguments) {
    CommandLine line =
        Wellhead.commandLine(new CommandContext(environment, Clock.systemUTC(), false, stop))
            .setOut(new AnnouncingWriter(out, lastWords))
            .setErr(new AnnouncingWriter(err, lastWords))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    exitCode =
        CompletableFuture.supplyAsync(() -> line.execute(arguments))
            .whenComplete((code, failure) -> announced.countDown());
  }

  /** Starts the command and waits until its output contains the text, or it has ended. */
  public static BackgroundRun untilItSays(
      String text, Map<String, String> environment, String... arguments)
      throws InterruptedException {
    BackgroundRun run = new BackgroundRun(environment, text, arguments);
    if (!run.announced.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the command never said '" + text + "' but: " + run.out + run.err);
    }
    return run;
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }

  /** Asks the command to end; once more, not to wait for anything. */
  public void raise() {
    stop.raise();
  }

  /** Whether the command has ended or ends within that time. */
  public boolean endsWithin(Duration wait) throws InterruptedException, ExecutionException {
    try {
      exitCode.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Stops the command and waits for its end. */
  public int stop() {
    stop.raise();
    return exitCode.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    stop();
  }

  private final class AnnouncingWriter extends PrintWriter {
    private final StringWriter target;
    private final String lastWords;

    AnnouncingWriter(StringWriter target, String lastWords) {
      super(target, true);
      this.target = target;
      this.lastWords = lastWords;
    }

    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      if (target.toString().contains(lastWords)) {
        announced.countDown();
      }
    }
  }
}
