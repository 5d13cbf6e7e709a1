// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which seconds are read over REST, when, and when a second is settled although REST has
 * nothing for it either.
 *
 * <ul>
 *   <li>After a reconnect: at once, before the frame that shows the gap is emitted.
 *   <li>In a running stream: when the seconds have not come by themselves within {@code
 *       gapPatience}.
 *   <li>At the asked-for end: when some site has reached it and others have not, likewise.
 *   <li>In a silent room with an open socket: after {@code silence}, whatever the service has.
 * </ul>
 *
 * <p>A room that stays silent until the clock has passed the end is at its end when REST has twice
 * had nothing new since, the second time a minute or more behind the end. So is one that never sent
 * anything.
 *
 * <p>Long gaps are read in pieces of an hour. A second is settled when a whole answer did not hold
 * it and the stream has gone on for a minute since (REST may lag behind the socket), or when three
 * answers in a row brought nothing.
 *
 * <p>Where a second may have several records, the known seconds next to a gap are read too, and
 * after a reconnect also when no whole second is missing. What stays unseen is a record that is
 * lost in a running stream while another one of its second came. One thread.
 */
final class GapPolicy {
  static final long PIECE_SECONDS = 3600;
  static final long STORED_AFTER_SECONDS = 60;
  private static final int ENOUGH_ANSWERS = 3;
  private static final int ENOUGH_QUESTIONS = 2;

  private final ReadTiming timing;
  private final Clock clock;
  private final long end;
  private final RoomProgress progress;
  private final int margin;

  /** The first missing second for which {@link #dueMillis} was set. */
  private long noted = Long.MAX_VALUE;

  private long dueMillis;
  private int emptyAnswers;

  private long silenceFromMillis;
  private int emptyQuestions;

  /** Whether the clock had passed the end when the last question was asked. */
  private boolean askedAtEnd;

  /** Of the empty questions, those that were asked then. */
  private int emptyQuestionsAtEnd;

  /** Resumed gaps were asked for up to here. */
  private long resumedThrough = Long.MIN_VALUE;

  GapPolicy(ReadSettings settings, Room room, Clock clock, RoomProgress progress) {
    margin = settings.gapMargin(room);
    timing = settings.timing();
    end = settings.endSecond();
    this.clock = clock;
    this.progress = progress;
    silenceFromMillis = clock.millis();
  }

  /** To be called when another connection begins. */
  void resume() {
    resumedThrough = Long.MIN_VALUE;
    silenceFromMillis = clock.millis();
    emptyQuestions = 0;
    emptyQuestionsAtEnd = 0;
  }

  /**
   * The piece of a gap before a resumed frame that has to be read before the frame is emitted.
   *
   * @param gap with its margins
   * @return null if it was read already
   */
  @Nullable Gap dueOnResume(Gap gap) {
    long from = Math.max(gap.from(), resumedThrough + 1);
    boolean marginsOnly = gap.through() - gap.from() < 2L * margin;
    if (from > gap.through() || (marginsOnly && resumedThrough != Long.MIN_VALUE)) {
      return null;
    }
    Gap piece = new Gap(from, gap.through()).first(PIECE_SECONDS);
    resumedThrough = piece.through();
    return piece;
  }

  /**
   * The gap to be read now.
   *
   * @param connected whether the socket is open, so that silence means something
   * @return null if there is none
   */
  @Nullable Gap due(boolean connected) {
    long now = clock.millis();
    boolean silent = connected && isSilent(now);
    if (silent && hasEnded(now) && progress.firstMissing() == Long.MAX_VALUE) {
      progress.passedByClock(end);
    }
    long missing = progress.firstMissing();
    if (missing >= end) {
      return null;
    }
    long lastMissing = lastMissing();
    if (lastMissing < missing) {
      noted = Long.MAX_VALUE;
      emptyAnswers = 0;
      askedAtEnd = hasEnded(now);
      return silent ? new Gap(missing, Gap.OPEN).widened(margin) : null;
    }
    if (noted != missing) {
      noted = missing;
      dueMillis = Math.max(dueMillis, now + timing.gapPatience().toMillis());
    }
    boolean left = missing < progress.streamTime() - 2 * STORED_AFTER_SECONDS;
    return left || now >= dueMillis
        ? new Gap(missing, lastMissing).first(PIECE_SECONDS).widened(margin)
        : null;
  }

  /** Takes in that a gap was read to its end. */
  void answered(Gap gap, long newRecords) {
    long now = clock.millis();
    if (gap.through() == Gap.OPEN) {
      silenceFromMillis = now;
      emptyQuestions = newRecords > 0 ? 0 : emptyQuestions + 1;
      emptyQuestionsAtEnd = newRecords > 0 || !askedAtEnd ? 0 : emptyQuestionsAtEnd + 1;
      if (emptyQuestionsAtEnd >= ENOUGH_QUESTIONS) {
        progress.settle(gap.from(), end - 1);
      }
      return;
    }
    emptyAnswers = newRecords > 0 ? 0 : emptyAnswers + 1;
    long stored = progress.streamTime() - STORED_AFTER_SECONDS;
    boolean enough = emptyAnswers >= ENOUGH_ANSWERS;
    long through = gap.through() - margin;
    progress.settle(gap.from(), enough ? through : Math.min(through, stored));
    noted = progress.firstMissing();
    long wait = doubled(timing.gapPatience(), emptyAnswers, timing.gapPatienceMax());
    dueMillis = gap.through() <= stored ? now : now + wait;
  }

  /** Takes in that a question in the silence got no answer; it will be asked again. */
  void unanswered() {
    silenceFromMillis = clock.millis();
    emptyQuestions++;
  }

  /** The last second that has to exist and does not, before the first missing one if all do. */
  private long lastMissing() {
    if (progress.streamTime() >= end - 1) {
      return end - 1;
    }
    return progress.hasHole() ? progress.high() - 1 : Long.MIN_VALUE;
  }

  private boolean hasEnded(long now) {
    return now / 1000 >= end;
  }

  private boolean isSilent(long now) {
    long since = Math.max(progress.lastNewsMillis(), silenceFromMillis);
    if (hasEnded(now)) {
      return now - Math.max(since, end * 1000) >= timing.silence().toMillis();
    }
    return now - since >= doubled(timing.silence(), emptyQuestions, timing.silenceMax());
  }

  private static long doubled(Duration wait, int times, Duration max) {
    return Math.min(max.toMillis(), wait.toMillis() << Math.min(times, 20));
  }
}
