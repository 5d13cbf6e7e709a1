// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames between the thread of a connection and the one that polls. Bounded, so that a slow caller
 * slows the server down. The polling thread takes all that waits at once, so the lock is rarely
 * touched when frames are many.
 */
final class FrameQueue {

  private final int maxFrames;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private ArrayDeque<Frame> taken = new ArrayDeque<>();
  private long waitingBytes;
  private boolean over;
  private volatile boolean closed;
  private @Nullable RestreamException failure;

  FrameQueue(int maxFrames, long maxBytes) {
    this.maxFrames = maxFrames;
    this.maxBytes = maxBytes;
  }

  /**
   * Adds a frame.
   *
   * @return false when there was no room for so long; the frame is added even then, since it was
   *     received and will not come again before it is missed
   */
  boolean put(Frame frame, Duration limit) {
    lock.lock();
    try {
      boolean inTime = awaitRoom(maxFrames - 1, maxBytes, limit);
      if (over) {
        return true;
      }
      waiting.add(frame);
      waitingBytes += frame.payload().length;
      changed.signal();
      return inTime;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until half of the queue is free. */
  void awaitHalf() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!over && (waiting.size() > maxFrames / 2 || waitingBytes > maxBytes / 2)) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitRoom(int frames, long bytes, Duration limit) {
    long left = limit.toNanos();
    try {
      while (!over && (waiting.size() > frames || waitingBytes > bytes)) {
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The next frame.
   *
   * @param limit how long to wait; null for ever
   * @return null when none came in time, or none will come
   * @throws RestreamException why none will come
   */
  @Nullable Frame poll(@Nullable Duration limit) throws InterruptedException {
    Frame next = closed ? null : taken.poll();
    if (next != null) {
      return next;
    }
    lock.lockInterruptibly();
    try {
      long left = limit == null ? Long.MAX_VALUE : limit.toNanos();
      while (waiting.isEmpty()) {
        if (over) {
          if (failure != null) {
            throw failure;
          }
          return null;
        } else if (left <= 0) {
          return null;
        }
        left = changed.awaitNanos(left);
      }
      ArrayDeque<Frame> all = waiting;
      waiting = taken;
      taken = all;
      waitingBytes = 0;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    return taken.poll();
  }

  /** Nothing more will come; what waits is still handed out. */
  void end(@Nullable RestreamException reason) {
    lock.lock();
    try {
      if (!over) {
        over = true;
        failure = reason;
      }
      changed.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of the frames that nobody has taken yet. */
  long waitingBytes() {
    lock.lock();
    try {
      return waitingBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come, and what waits is dropped. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      waitingBytes = 0;
    } finally {
      lock.unlock();
    }
    end(null);
  }

  /** Whether there is nothing left and nothing will come; for the thread that polls. */
  boolean isOver() {
    lock.lock();
    try {
      return over && waiting.isEmpty() && (closed || taken.isEmpty());
    } finally {
      lock.unlock();
    }
  }
}
