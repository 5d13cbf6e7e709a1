// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One switch that ends whatever is under way: running requests and waiting threads. */
final class Cancellation {

  /** Something that can be ended from another thread. */
  @FunctionalInterface
  interface Target {
    void cancel();
  }

  private final Set<Target> targets = new HashSet<>();
  private boolean canceled;

  /** Work that waits and can be interrupted. */
  @FunctionalInterface
  interface Waiting<T extends @Nullable Object> {
    T await() throws InterruptedException;
  }

  synchronized boolean isCanceled() {
    return canceled;
  }

  void cancel() {
    Set<Target> ending;
    synchronized (this) {
      canceled = true;
      ending = Set.copyOf(targets);
    }
    ending.forEach(Target::cancel);
  }

  /** Registers the target until the handle is closed; ends it at once when already canceled. */
  Registration register(Target target) {
    boolean tooLate;
    synchronized (this) {
      tooLate = canceled;
      targets.add(target);
    }
    if (tooLate) {
      target.cancel();
    }
    return () -> {
      synchronized (this) {
        targets.remove(target);
      }
    };
  }

  /** Waits in this thread so that {@link #cancel} ends the waiting. */
  <T extends @Nullable Object> T await(Waiting<T> waiting) {
    Waiter waiter = new Waiter(Thread.currentThread());
    Registration registration = register(waiter);
    try {
      return waiting.await();
    } catch (InterruptedException e) {
      if (isCanceled()) {
        throw new CanceledException("canceled", ErrorPlace.NOWHERE, null);
      }
      waiter.thread.interrupt();
      throw new CanceledException("the thread was interrupted", ErrorPlace.NOWHERE, e);
    } finally {
      registration.close();
      waiter.leave();
    }
  }

  /** A thread that may be interrupted while it waits, and not a moment longer. */
  private static final class Waiter implements Target {
    private final Thread thread;
    private boolean waiting = true;
    private boolean interrupted;

    Waiter(Thread thread) {
      this.thread = thread;
    }

    @Override
    public synchronized void cancel() {
      if (waiting) {
        interrupted = true;
        thread.interrupt();
      }
    }

    synchronized void leave() {
      waiting = false;
      if (interrupted) {
        Thread.interrupted(); // it was meant for the waiting, which is over
      }
    }
  }

  /** Runs the work so that {@link #cancel} meanwhile also ends the target. */
  <T> T during(Target target, Supplier<T> work) {
    Registration registration = register(target);
    try {
      return work.get();
    } finally {
      registration.close();
    }
  }

  /** Runs another call as a part of this run. */
  <T> T nested(Call<T> call) {
    return during(call::cancel, call::execute);
  }

  void throwIfCanceled() {
    if (isCanceled()) {
      throw new CanceledException("canceled", ErrorPlace.NOWHERE, null);
    }
  }

  /** Ends a registration. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
