// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The vendor's limits on concurrent calls (ReStream API, section 5.4), fair within each key.
 *
 * <p>A permit that stays open between calls of its owner, as that of a half-read data stream does,
 * is marked with its thread: a thread that itself holds all permits of a key in this way would wait
 * for ever, so it is refused at once.
 */
final class ConcurrencyLimits {

  /** Calls at a time per normalized path. */
  static final int CALLS_PER_ROUTE = 3;

  private final Duration maxWait;
  private final Map<String, Book> books = new HashMap<>();

  ConcurrencyLimits(Duration maxWait) {
    this.maxWait = maxWait;
  }

  /** The permits of one key; {@code users} counts holders and waiters. */
  private static final class Book {
    final Semaphore permits = new Semaphore(CALLS_PER_ROUTE, true);
    final List<Permit> open = new ArrayList<>();
    int users;
  }

  /** A place among the concurrent calls; closing it twice is harmless. */
  final class Permit implements AutoCloseable {
    private final String key;
    private final Thread holder = Thread.currentThread();
    private final boolean staysOpen;
    private boolean closed;

    private Permit(String key, boolean staysOpen) {
      this.key = key;
      this.staysOpen = staysOpen;
    }

    @Override
    public void close() {
      synchronized (books) {
        if (closed) {
          return;
        }
        closed = true;
        Book book = books.get(key);
        book.open.remove(this);
        book.permits.release();
        leave(book, key);
      }
    }
  }

  /**
   * Waits for a permit.
   *
   * @param staysOpen whether the permit is held while the caller does other things
   * @throws IllegalStateException when this thread itself holds every permit
   * @throws RetryableException when none became free in time
   */
  Permit acquire(Route route, boolean staysOpen, Cancellation cancellation) {
    String key = route.limitKey();
    Book book = enter(key, route);
    boolean acquired = false;
    try {
      acquired =
          cancellation.await(
              () -> book.permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS));
      if (!acquired) {
        throw new RetryableException(
            route.template()
                + ": no place among the "
                + CALLS_PER_ROUTE
                + " concurrent calls within "
                + maxWait,
            ErrorPlace.of(route),
            null);
      }
    } finally {
      if (!acquired) {
        synchronized (books) {
          leave(book, key);
        }
      }
    }
    Permit permit = new Permit(key, staysOpen);
    synchronized (books) {
      book.open.add(permit);
    }
    return permit;
  }

  private Book enter(String key, Route route) {
    synchronized (books) {
      Book book = books.computeIfAbsent(key, k -> new Book());
      if (book.open.size() == CALLS_PER_ROUTE && book.open.stream().allMatch(this::heldHere)) {
        throw new IllegalStateException(
            "this thread already holds "
                + CALLS_PER_ROUTE
                + " unfinished data streams of "
                + route.template()
                + ", as many as the service allows: read them to their end or close one");
      }
      book.users++;
      return book;
    }
  }

  private boolean heldHere(Permit permit) {
    return permit.staysOpen && permit.holder.equals(Thread.currentThread());
  }

  private void leave(Book book, String key) {
    book.users--;
    if (book.users == 0) {
      books.remove(key);
    }
  }

  /** Threads that wait for a permit of the route. */
  int waiting(Route route) {
    synchronized (books) {
      Book book = books.get(route.limitKey());
      return book == null ? 0 : book.permits.getQueueLength();
    }
  }

  /** Keys that are held or waited for. */
  int size() {
    synchronized (books) {
      return books.size();
    }
  }
}
