// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far one site of a room has come: which seconds were emitted, up to where nothing is missing,
 * and which records would be repetitions. One thread.
 */
final class SiteProgress {
  /** Frontier of a site that has neither emitted a record nor been given a start. */
  static final long NOT_STARTED = Long.MIN_VALUE;

  /**
   * More ranges than this lose the oldest settled holes; a late record in one is a repetition then.
   */
  private static final int MAX_RANGES = 1000;

  /**
   * A site without a given start begins with the minute that runs, so that whoever counts per
   * minute, also after a restart, has the whole of it.
   */
  private static final long MINUTE_SECONDS = 60;

  private final long siteId;
  private final SecondRanges emitted;
  private final RecentRecords recent;
  private long frontier;
  private long lastActiveMillis;
  private boolean resuming;

  /** A site without any record; its holes count from behind the given second. */
  SiteProgress(long siteId, long frontier) {
    this.siteId = siteId;
    this.frontier = frontier;
    emitted = new SecondRanges();
    recent = new RecentRecords();
  }

  SiteProgress(Snapshot snapshot) {
    siteId = snapshot.siteId();
    frontier = snapshot.frontier();
    emitted = new SecondRanges(snapshot.emitted());
    recent = new RecentRecords(snapshot.recent());
  }

  long siteId() {
    return siteId;
  }

  boolean isStarted() {
    return frontier != NOT_STARTED;
  }

  boolean hasRecords() {
    return !emitted.isEmpty();
  }

  /** Whether a record of this second was emitted; also true of a hole that is no longer known. */
  boolean hasEmitted(long eventTime) {
    return emitted.contains(eventTime);
  }

  /** Up to this second each one was emitted or is settled: known to have no record. */
  long frontier() {
    return frontier;
  }

  /** The last second that was emitted or settled. */
  long high() {
    return emitted.isEmpty() ? frontier : Math.max(frontier, emitted.last());
  }

  /** Whether seconds are missing between the frontier and a later record. */
  boolean hasHole() {
    return high() > frontier;
  }

  /**
   * Takes a record in, unless it repeats an emitted one.
   *
   * <p>Contents are known for a quarter of an hour; memory has to end somewhere. Of a second that
   * was emitted before, a record is taken for a repetition if it was read over REST (a gap is read
   * together with seconds that are not missing, and what was corrected since comes as a data
   * change) or if it came over the socket before anything new since a reconnect (old frames are
   * sent again first, in order). Later on the socket brings an old second again only if it is
   * another record, such as one that a gateway held back during an outage; it is emitted.
   *
   * @param live whether it came over the socket
   */
  Admission admit(long eventTime, long fingerprint, boolean live) {
    if (recent.contains(fingerprint)) {
      return Admission.REPETITION;
    }
    boolean old = !recent.covers(eventTime) && emitted.contains(eventTime);
    if (old && (resuming || !live)) {
      return Admission.OLD;
    }
    recent.add(fingerprint, eventTime);
    resuming = resuming && !live;
    if (!isStarted()) {
      frontier = Math.floorDiv(eventTime, MINUTE_SECONDS) * MINUTE_SECONDS - 1;
    }
    if (emitted.add(eventTime) && eventTime == frontier + 1) {
      frontier = emitted.runFrom(eventTime);
    }
    while (emitted.rangeCount() > MAX_RANGES && emitted.closeOldestHole(frontier)) {
      // Each turn joins two ranges.
    }
    return Admission.NEW;
  }

  /** Declares that what is missing up to this second has no record. */
  void settle(long through) {
    if (isStarted() && through > frontier) {
      frontier = emitted.runFrom(through + 1);
    }
  }

  /** Lets holes count from behind this second, if nothing has set another one. */
  void start(long behind) {
    if (!isStarted()) {
      frontier = behind;
    }
  }

  /** Notes the clock at a new record, or when waiting for one began. */
  void touch(long clockMillis) {
    lastActiveMillis = clockMillis;
  }

  /** The clock at the last new record, or when waiting for one began. */
  long lastActiveMillis() {
    return lastActiveMillis;
  }

  /** To be called when another connection begins: its first frames may leave a gap. */
  void resume() {
    resuming = true;
  }

  /** Whether no frame brought anything new since the connection began. */
  boolean isResuming() {
    return resuming;
  }

  Snapshot snapshot() {
    return new Snapshot(siteId, frontier, emitted.toArray(), recent.snapshot());
  }

  /** The part of a checkpoint that belongs to one site. */
  record Snapshot(
      long siteId,
      long frontier,
      @SuppressWarnings("ArrayRecordComponent") // compared by content; never changed
          long[] emitted,
      RecentRecords.Snapshot recent) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Snapshot that
          && siteId == that.siteId
          && frontier == that.frontier
          && Arrays.equals(emitted, that.emitted)
          && recent.equals(that.recent);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(siteId * 31 + frontier);
    }
  }
}
