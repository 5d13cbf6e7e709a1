// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

/**
 * The records of one site that were emitted lately, so that a repeated delivery is known as such.
 *
 * <p>Two generations: when the newer spans {@link #WINDOW_SECONDS} of event time, the older is
 * forgotten and the newer takes its place. So at least the last 15 minutes are known, and late
 * records do not shorten them; what a service repeats from before is known by its second alone. One
 * thread.
 */
final class RecentRecords {
  static final long WINDOW_SECONDS = 900;

  /** Bounds the memory should a site send many different records per second. */
  static final int MAX_GENERATION = 100_000;

  /** Event times up to here may have been forgotten. */
  private long forgottenThrough;

  private Fingerprints older;
  private long olderThrough;

  private Fingerprints newer;
  private long newerFrom;
  private long newerThrough;

  RecentRecords() {
    older = new Fingerprints();
    newer = new Fingerprints();
    forgottenThrough = Long.MIN_VALUE;
    olderThrough = Long.MIN_VALUE;
    startNewer();
  }

  RecentRecords(Snapshot snapshot) {
    forgottenThrough = snapshot.forgottenThrough();
    older = new Fingerprints(snapshot.older());
    olderThrough = snapshot.olderThrough();
    newer = new Fingerprints(snapshot.newer());
    newerFrom = snapshot.newerFrom();
    newerThrough = snapshot.newerThrough();
  }

  /** True if every emitted record of this second is still known. */
  boolean covers(long eventTime) {
    return eventTime > forgottenThrough;
  }

  boolean contains(long fingerprint) {
    return newer.contains(fingerprint) || older.contains(fingerprint);
  }

  void add(long fingerprint, long eventTime) {
    if (newer.size() > 0 && isFull(eventTime)) {
      forgottenThrough = Math.max(forgottenThrough, olderThrough);
      older = newer;
      olderThrough = newerThrough;
      newer = new Fingerprints();
      startNewer();
    }
    newer.add(fingerprint);
    newerFrom = Math.min(newerFrom, Math.max(eventTime, olderThrough));
    newerThrough = Math.max(newerThrough, eventTime);
  }

  Snapshot snapshot() {
    return new Snapshot(
        forgottenThrough,
        older.snapshot(),
        olderThrough,
        newer.snapshot(),
        newerFrom,
        newerThrough);
  }

  private boolean isFull(long eventTime) {
    return eventTime - newerFrom >= WINDOW_SECONDS || newer.size() >= MAX_GENERATION;
  }

  private void startNewer() {
    newerFrom = Long.MAX_VALUE;
    newerThrough = Long.MIN_VALUE;
  }

  /** The part of a checkpoint that knows the recent records of one site. */
  record Snapshot(
      long forgottenThrough,
      Fingerprints.Snapshot older,
      long olderThrough,
      Fingerprints.Snapshot newer,
      long newerFrom,
      long newerThrough) {}
}
