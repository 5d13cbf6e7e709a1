// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An operation that is ready to run; nothing is sent before it is executed or submitted.
 *
 * <p>Wrong arguments are reported when the call is made, never when it runs. A call may run several
 * times, each time with new requests, and from any thread. Both ways of running it retry as the
 * client's {@link RetryPolicy} says and hold the vendor's limits on concurrent calls.
 */
public interface Call<T> {

  /**
   * Runs in this thread.
   *
   * @throws RestreamException when the operation fails for good
   */
  T execute();

  /**
   * Runs in a thread of the client. The future fails with a {@link RestreamException}; canceling
   * the future cancels this run.
   */
  CompletableFuture<T> submit();

  /** Ends all runs of this call with {@link CanceledException}, now and later. */
  void cancel();

  boolean isCanceled();

  /** The same call with its result converted. */
  <R> Call<R> map(Function<? super T, ? extends R> conversion);
}
