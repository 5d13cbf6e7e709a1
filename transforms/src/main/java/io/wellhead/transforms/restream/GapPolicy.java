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
 * <p>Behind the asked-for end such a question comes every {@code silence}, the first one that long
 * after it; what the answers tell of the end is for {@link EndOfRoom} to say.
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

  private final ReadTiming timing;
  private final Clock clock;
  private final RoomProgress progress;
  private final EndOfRoom end;
  private final int margin;

  /** The first missing second for which {@link #dueMillis} was set. */
  private long noted = Long.MAX_VALUE;

  private long dueMillis;
  private int emptyAnswers;

  private long silenceFromMillis;
  private int emptyQuestions;

  /** Resumed gaps were asked for up to here. */
  private long resumedThrough = Long.MIN_VALUE;

  GapPolicy(ReadSettings settings, Room room, Clock clock, RoomProgress progress, EndOfRoom end) {
    margin = settings.gapMargin(room);
    timing = settings.timing();
    this.clock = clock;
    this.progress = progress;
    this.end = end;
    silenceFromMillis = clock.millis();
  }

  /** To be called when another connection begins. */
  void resume() {
    resumedThrough = Long.MIN_VALUE;
    silenceFromMillis = clock.millis();
    emptyQuestions = 0;
    end.resume();
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
    if (silent) {
      end.silent();
    }
    long missing = progress.firstMissing();
    if (missing >= end.second()) {
      return null;
    }
    long lastMissing = lastMissing();
    if (lastMissing < missing) {
      noted = Long.MAX_VALUE;
      emptyAnswers = 0;
      return silent ? silenceFrom(missing) : null;
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
      end.answered(gap.from(), newRecords);
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

  private Gap silenceFrom(long missing) {
    end.asked();
    return new Gap(missing, Gap.OPEN).widened(margin);
  }

  /** The last second that has to exist and does not, before the first missing one if all do. */
  private long lastMissing() {
    long last = end.second() - 1;
    if (progress.streamTime() >= last) {
      return last;
    }
    return progress.hasHole() ? progress.high() - 1 : Long.MIN_VALUE;
  }

  private boolean isSilent(long now) {
    long since = Math.max(progress.lastNewsMillis(), silenceFromMillis);
    if (end.isPassedByClock()) {
      return now - Math.max(since, end.second() * 1000) >= timing.silence().toMillis();
    }
    return now - since >= doubled(timing.silence(), emptyQuestions, timing.silenceMax());
  }

  private static long doubled(Duration wait, int times, Duration max) {
    return Math.min(max.toMillis(), wait.toMillis() << Math.min(times, 20));
  }
}
