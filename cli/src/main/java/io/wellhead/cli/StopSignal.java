// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running command to end in good order: raised by Ctrl-C, SIGTERM or a test, from any
 * thread.
 *
 * <p>A command that can do so says that it {@linkplain #listen listens}; any other one ends at once
 * with its process. A listening command takes the first signal as a request and the second one as
 * an order not to wait for anything; the third one ends the process whatever the command does.
 */
public final class StopSignal {
  private final CountDownLatch raised = new CountDownLatch(1);
  private final CountDownLatch raisedAgain = new CountDownLatch(1);
  private final IntConsumer exit;
  private volatile boolean listening;
  private volatile @Nullable ExitCode first;

  /** A signal that is raised by hand. */
  StopSignal() {
    this(code -> {});
  }

  /**
   * @param exit ends the process
   */
  StopSignal(IntConsumer exit) {
    this.exit = exit;
  }

  /** A signal that is raised by the signals of this process. */
  static StopSignal ofProcess() {
    StopSignal signal = new StopSignal(System::exit);
    Signals.handle("INT", () -> signal.received(ExitCode.INTERRUPTED));
    Signals.handle("TERM", () -> signal.received(ExitCode.TERMINATED));
    return signal;
  }

  /**
   * Takes a signal of the process in.
   *
   * @param code the exit code of a process that such a signal ends
   */
  synchronized void received(ExitCode code) {
    boolean third = raisedAgain.getCount() == 0;
    if (first == null) {
      first = code;
    }
    raise();
    if (third || !listening) {
      exit.accept(code.code());
    }
  }

  /** Tells that the command ends by itself from now on when it is asked to. */
  public void listen() {
    listening = true;
  }

  /** Tells that the command no longer looks at this. */
  public void ignore() {
    listening = false;
  }

  /** Asks the command to end; once more, not to wait for anything. */
  public synchronized void raise() {
    if (isRaised()) {
      raisedAgain.countDown();
    }
    raised.countDown();
  }

  /** Whether the command was asked to end. */
  public boolean isRaised() {
    return raised.getCount() == 0;
  }

  /** Whether the command was asked to end without waiting for anything. */
  public boolean isRaisedAgain() {
    return raisedAgain.getCount() == 0;
  }

  /** Waits until the command is asked to end. */
  public void await() throws InterruptedException {
    raised.await();
  }

  /**
   * The exit code of the process: that of the signal for a command that ended well because of it.
   *
   * @param code the command's own exit code
   */
  int exitCode(int code) {
    ExitCode signal = first;
    boolean well = code == ExitCode.OK.code() || code == ExitCode.INTERRUPTED.code();
    return signal != null && well ? signal.code() : code;
  }
}
