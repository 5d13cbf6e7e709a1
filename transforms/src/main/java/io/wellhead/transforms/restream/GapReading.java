// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.DataRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a gap over REST, on another thread, so that the reader never waits for the
 * network. At most a few hundred records per waiting part are in memory, however long the gap.
 */
final class GapReading implements AutoCloseable {
  private static final int WAITING_PARTS = 4;
  private static final Duration OFFER = Duration.ofMillis(50);

  private final Gap gap;
  private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(WAITING_PARTS);
  private final AtomicReference<RoomService.@Nullable History> open = new AtomicReference<>();
  private volatile boolean closed;
  private long newRecords;

  /** Some records, the end of all, or the failure that cut them short. */
  record Part(List<DataRecord> records, @Nullable IOException failure) {
    boolean isEnd() {
      return records.isEmpty();
    }
  }

  private GapReading(Gap gap) {
    this.gap = gap;
  }

  /** Begins to read; the worker ends by itself when all is read or this reading is closed. */
  static GapReading start(RoomService service, Gap gap, Executor workers) {
    GapReading reading = new GapReading(gap);
    workers.execute(() -> reading.run(service));
    return reading;
  }

  Gap gap() {
    return gap;
  }

  /** New records so far, as the reader counted them. */
  long newRecords() {
    return newRecords;
  }

  void countNew() {
    newRecords++;
  }

  /**
   * The next part.
   *
   * @return null if none came in time
   * @throws IOException if the gap cannot be read
   */
  @Nullable Part poll(Duration wait) throws IOException {
    try {
      Part part = parts.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (part != null && part.failure() != null) {
        throw new IOException("cannot read the gap " + gap + " over REST", part.failure());
      }
      return part;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted in a gap").initCause(e);
    }
  }

  /** Ends the reading; what was not polled is lost to it. Any thread. */
  @Override
  public void close() {
    closed = true;
    RoomService.History history = open.get();
    if (history != null) {
      history.close();
    }
  }

  private void run(RoomService service) {
    Long through = gap.through() == Gap.OPEN ? null : gap.through();
    try (RoomService.History history = service.read(gap.from(), through)) {
      open.set(history);
      boolean more = true;
      while (more && !closed) {
        Part part = new Part(history.next(), null);
        offer(part);
        more = !part.isEnd();
      }
    } catch (IOException e) {
      offer(new Part(List.of(), e));
    } catch (RuntimeException e) {
      offer(new Part(List.of(), new IOException("reading a gap failed", e)));
    }
  }

  private void offer(Part part) {
    try {
      boolean taken = false;
      while (!taken && !closed) {
        taken = parts.offer(part, OFFER.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // Whoever interrupts a worker ends it; the reader sees its own interruption.
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
