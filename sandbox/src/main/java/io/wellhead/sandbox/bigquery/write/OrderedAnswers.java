// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Sends the answers of one connection in the order of its requests, whichever is ready first. The
 * first that fails ends the call; later ones are dropped, as their requests will be sent again.
 * Thread-safe.
 */
final class OrderedAnswers {
  private final StreamObserver<AppendRowsResponse> observer;
  private final Deque<CompletableFuture<AppendRowsResponse>> waiting = new ArrayDeque<>();
  private boolean complete;
  private boolean ended;

  OrderedAnswers(StreamObserver<AppendRowsResponse> observer) {
    this.observer = observer;
  }

  void add(CompletableFuture<AppendRowsResponse> answer) {
    synchronized (this) {
      waiting.add(answer);
    }
    var unused = answer.whenComplete((response, failure) -> send());
  }

  /** No more answers are added: the call ends after the last one. */
  void complete() {
    synchronized (this) {
      complete = true;
    }
    send();
  }

  /** Nobody listens any more. */
  synchronized void cancel() {
    ended = true;
    waiting.clear();
  }

  private synchronized void send() {
    while (!ended && !waiting.isEmpty() && waiting.peek().isDone()) {
      try {
        observer.onNext(waiting.remove().join());
      } catch (CompletionException e) {
        ended = true;
        observer.onError(Statuses.ended(e.getCause() == null ? e : e.getCause()));
      }
    }
    if (complete && !ended && waiting.isEmpty()) {
      ended = true;
      observer.onCompleted();
    }
  }
}
