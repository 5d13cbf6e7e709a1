// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.DataRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a gap over REST, on other threads, so that the reader never waits for the network.
 *
 * <p>The service allows three data calls at a time and account, whatever the rooms (ReStream API
 * spec, section 5.4), and a reader may be left alone for long. So a gap is asked for in parts of
 * {@value #PART_SECONDS} seconds, and each answer is taken in whole: between two parts, however
 * long nobody polls, a reading holds neither a call nor a thread, and rooms take turns. At most two
 * parts are in memory, however long the gap.
 *
 * <p>How much an open gap holds is not known before. It is asked for as a whole; if there is too
 * much, it is read in parts until one is empty, and then the rest is asked for as a whole again.
 */
final class GapReading implements AutoCloseable {
  /** Threads of this process; there is at most one gap per room at a time. */
  static final Executor WORKERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "restream-gap");
            thread.setDaemon(true);
            return thread;
          });

  static final long PART_SECONDS = 300;

  /** About as many records as a part of a large pad has. */
  private static final int WHOLE_RECORDS = 5000;

  private static final int POLLED_RECORDS = 500;

  private final RoomService service;
  private final Gap gap;
  private final Executor workers;

  /** One at most: the next question is asked when an answer is taken. */
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);

  private final AtomicReference<RoomService.@Nullable History> open = new AtomicReference<>();
  private volatile boolean closed;

  /** Reader's thread: what was taken, and how much of it was polled. */
  private List<DataRecord> taken = List.of();

  private int polled;
  private boolean allTaken;
  private long newRecords;

  /**
   * What is asked for at once.
   *
   * @param from the first second
   * @param seconds how many, or how many to try next if there is too much
   * @param whole whether all that the service has from then on is asked for
   */
  private record Question(long from, long seconds, boolean whole) {}

  /**
   * What came of a question.
   *
   * @param next what is left to be asked, null for nothing
   */
  private record Answer(
      List<DataRecord> records, @Nullable Question next, @Nullable IOException failure) {}

  private GapReading(RoomService service, Gap gap, Executor workers) {
    this.service = service;
    this.gap = gap;
    this.workers = workers;
  }

  /** Begins to read; nothing more is asked for when all is read or this reading is closed. */
  static GapReading start(RoomService service, Gap gap, Executor workers) {
    GapReading reading = new GapReading(service, gap, workers);
    reading.submit(new Question(gap.from(), PART_SECONDS, gap.through() == Gap.OPEN));
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
   * Some records more, at most a few hundred.
   *
   * @return empty at the end, null if none came in time
   * @throws IOException if the gap cannot be read
   */
  @Nullable List<DataRecord> poll(Duration wait) throws IOException {
    if (polled == taken.size() && !allTaken) {
      take(wait);
    }
    if (polled == taken.size() && !allTaken) {
      return null;
    }
    List<DataRecord> some = taken.subList(polled, Math.min(taken.size(), polled + POLLED_RECORDS));
    polled += some.size();
    return some;
  }

  private void take(Duration wait) throws IOException {
    Answer answer;
    try {
      answer = answers.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted in a gap").initCause(e);
    }
    if (answer == null) {
      return;
    }
    if (answer.failure() != null) {
      throw new IOException("cannot read the gap " + gap + " over REST", answer.failure());
    }
    taken = answer.records();
    polled = 0;
    allTaken = answer.next() == null;
    if (answer.next() != null) {
      submit(answer.next());
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

  private void submit(Question question) {
    workers.execute(
        () -> {
          if (!closed) {
            answers.add(answer(question));
          }
        });
  }

  private Answer answer(Question question) {
    try {
      return ask(question);
    } catch (IOException e) {
      return new Answer(List.of(), null, e);
    } catch (RuntimeException | Error e) {
      return new Answer(List.of(), null, new IOException("reading a gap failed", e));
    }
  }

  private Answer ask(Question question) throws IOException {
    long last =
        question.whole()
            ? Gap.OPEN
            : Math.min(gap.through(), question.from() + question.seconds() - 1);
    List<DataRecord> records = new ArrayList<>();
    try (RoomService.History history = service.read(question.from(), through(last))) {
      open.set(history);
      List<DataRecord> some = history.next();
      while (!some.isEmpty() && !closed) {
        records.addAll(some);
        if (question.whole() && records.size() > WHOLE_RECORDS) {
          return new Answer(
              List.of(), new Question(question.from(), question.seconds(), false), null);
        }
        some = history.next();
      }
    }
    return new Answer(records, last == gap.through() ? null : after(question, last, records), null);
  }

  /** An outage in an open gap is passed in ever longer parts. */
  private Question after(Question question, long last, List<DataRecord> records) {
    boolean nothing = gap.through() == Gap.OPEN && records.isEmpty();
    long seconds = nothing ? 2 * question.seconds() : PART_SECONDS;
    return new Question(last + 1, seconds, nothing);
  }

  private static @Nullable Long through(long last) {
    return last == Gap.OPEN ? null : last;
  }
}
