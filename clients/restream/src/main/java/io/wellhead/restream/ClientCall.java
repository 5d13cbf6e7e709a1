// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A call over a function that does the work in the thread that runs it. */
final class ClientCall<T> implements Call<T> {

  private final Executor executor;
  private final Function<Cancellation, T> work;
  private final Cancellation cancellation;

  ClientCall(Executor executor, Function<Cancellation, T> work) {
    this(executor, work, new Cancellation());
  }

  private ClientCall(Executor executor, Function<Cancellation, T> work, Cancellation cancellation) {
    this.executor = executor;
    this.work = work;
    this.cancellation = cancellation;
  }

  @Override
  public T execute() {
    return run(new Cancellation());
  }

  @Override
  public CompletableFuture<T> submit() {
    Cancellation thisRun = new Cancellation();
    CompletableFuture<T> future = new Submitted<>(thisRun);
    executor.execute(
        () -> {
          try {
            future.complete(run(thisRun));
          } catch (Throwable e) { // whatever it is belongs to the holder of the future
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  /** Canceling it cancels the run. */
  private static final class Submitted<T> extends CompletableFuture<T> {
    private final Cancellation run;

    Submitted(Cancellation run) {
      this.run = run;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean canceled = super.cancel(mayInterruptIfRunning);
      run.cancel();
      return canceled;
    }
  }

  private T run(Cancellation thisRun) {
    return cancellation.during(
        thisRun::cancel,
        () -> {
          thisRun.throwIfCanceled();
          return work.apply(thisRun);
        });
  }

  @Override
  public void cancel() {
    cancellation.cancel();
  }

  @Override
  public boolean isCanceled() {
    return cancellation.isCanceled();
  }

  @Override
  public <R> Call<R> map(Function<? super T, ? extends R> conversion) {
    return new ClientCall<>(executor, run -> conversion.apply(work.apply(run)), cancellation);
  }
}
