// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package org.apache.beam.runners.direct;

import java.lang.StackWalker.StackFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Instant;
import org.jspecify.annotations.NullMarked;

/**
 * Beam's DirectRunner with pauses: its driver looks for timers of every step again and again, busy
 * or not, and so takes most of a processor from the pipeline itself and from all that runs beside
 * it. The only thing of the driver's that can be given to the runner is its clock, and that only
 * from within this package; see {@code docs/adr/0010-a-paced-direct-runner.md}.
 */
@NullMarked
public final class PacedDirectRunner extends PipelineRunner<DirectRunner.DirectPipelineResult> {
  private final DirectRunner runner;

  private PacedDirectRunner(DirectRunner runner) {
    this.runner = runner;
  }

  /** As Beam makes each runner. */
  public static PacedDirectRunner fromOptions(PipelineOptions options) {
    return pausing(options, () -> LockSupport.parkNanos(PacedClock.PAUSE));
  }

  /** A runner whose driver does this once in a while. */
  static PacedDirectRunner pausing(PipelineOptions options, Runnable pause) {
    DirectRunner runner = DirectRunner.fromOptions(options);
    runner.setClockSupplier(() -> new PacedClock(pause));
    return new PacedDirectRunner(runner);
  }

  @Override
  public DirectRunner.DirectPipelineResult run(Pipeline pipeline) {
    return runner.run(pipeline);
  }

  /** The time; the driver waits for it once in a while. */
  private static final class PacedClock implements Clock {
    /** Steps of a pipeline follow each other within some of these. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long WORK = TimeUnit.MICROSECONDS.toNanos(500);

    /** The driver asks for the time from here, some frames up. */
    private static final String DRIVER = "extractFiredTimers";

    private static final int FRAMES = 4;
    private static final StackWalker STACK = StackWalker.getInstance();

    private final Clock clock = NanosOffsetClock.create();
    private final Runnable pause;

    /** When the next pause is due; looking at the stack costs more than the time. */
    private volatile long due = System.nanoTime();

    PacedClock(Runnable pause) {
      this.pause = pause;
    }

    @Override
    public Instant now() {
      if (System.nanoTime() - due >= 0 && isAskedByDriver()) {
        pause.run();
        due = System.nanoTime() + WORK;
      }
      return clock.now();
    }

    private static boolean isAskedByDriver() {
      return STACK.walk(
          frames -> frames.limit(FRAMES).map(StackFrame::getMethodName).anyMatch(DRIVER::equals));
    }
  }
}
