// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Clock;

/**
 * Tells when a room has come to the end that was asked for ({@code --restreamUntil}): when no site
 * lacks a second before it.
 *
 * <p>A room that stays silent until the clock has passed the end is at its end when REST has twice
 * had nothing new since. So is one that never sent anything. One thread.
 */
final class EndOfRoom {
  private static final int ENOUGH_QUESTIONS = 2;

  private final Clock clock;
  private final long end;
  private final RoomProgress progress;

  /** Whether the clock had passed the end when the last question was asked. */
  private boolean askedBehind;

  /** Of the questions that were asked then, those in a row that brought nothing. */
  private int emptyQuestions;

  EndOfRoom(ReadSettings settings, Clock clock, RoomProgress progress) {
    this.clock = clock;
    end = settings.endSecond();
    this.progress = progress;
  }

  /** The first second that is not read, {@link Long#MAX_VALUE} if there is no end. */
  long second() {
    return end;
  }

  /** Whether every site that has started lacks nothing before the end, and one has. */
  boolean isReached() {
    long missing = progress.firstMissing();
    return missing != Long.MAX_VALUE && missing >= end;
  }

  /** Whether the clock is at the end or behind it. */
  boolean isPassedByClock() {
    return clock.instant().getEpochSecond() >= end;
  }

  /** To be called when another connection begins. */
  void resume() {
    emptyQuestions = 0;
  }

  /**
   * Notes that the room is silent. If no site has had a record until the clock passed the end,
   * nobody waits for one any longer.
   */
  void silent() {
    if (isPassedByClock() && progress.firstMissing() == Long.MAX_VALUE) {
      progress.passedByClock(end);
    }
  }

  /** Notes that REST is being asked, in the silence, for all that it has. */
  void asked() {
    askedBehind = isPassedByClock();
  }

  /**
   * Takes in the whole answer to such a question.
   *
   * @param from the first second that was asked for
   */
  void answered(long from, long newRecords) {
    emptyQuestions = newRecords > 0 || !askedBehind ? 0 : emptyQuestions + 1;
    if (emptyQuestions >= ENOUGH_QUESTIONS) {
      progress.settle(from, end - 1);
    }
  }
}
