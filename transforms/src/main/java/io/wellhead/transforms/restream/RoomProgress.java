// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far the sites of one room have come. One thread. */
final class RoomProgress {
  /** A record this much ahead of the clock is of a simulation, whose time is not the clock's. */
  private static final long AHEAD_SECONDS = 60;

  private static final SiteProgress NOBODY = new SiteProgress(-1, SiteProgress.NOT_STARTED);

  private final SortedMap<Long, SiteProgress> sites = new TreeMap<>();
  private final Clock clock;
  private final long initialFrontier;
  private SiteProgress lastUsed = NOBODY;

  /** The latest second that the service is known to have reached; records not emitted count too. */
  private long streamTime = Long.MIN_VALUE;

  private long lastNewsMillis;
  private long beganSecond;

  /**
   * @param initialFrontier behind this second every site's holes count; {@link
   *     SiteProgress#NOT_STARTED} to count from the minute of each site's first record
   */
  RoomProgress(Clock clock, long initialFrontier) {
    this.clock = clock;
    this.initialFrontier = initialFrontier;
    lastNewsMillis = clock.millis();
    beganSecond = clock.instant().getEpochSecond();
  }

  /** Notes that this process began to read the room at that time, before this object was made. */
  void beganAt(Instant time) {
    beganSecond = Math.min(beganSecond, time.getEpochSecond());
  }

  /** Makes a site known before its first record, so that the room waits for it. */
  void expect(long siteId) {
    site(siteId);
  }

  /** Ceases to wait for a site that has not had any record. */
  void expectNoMore(long siteId) {
    SiteProgress site = sites.get(siteId);
    if (site != null && !site.hasRecords()) {
      sites.remove(siteId);
      lastUsed = NOBODY;
    }
  }

  void restore(List<SiteProgress.Snapshot> snapshots) {
    for (SiteProgress.Snapshot snapshot : snapshots) {
      SiteProgress site = new SiteProgress(snapshot);
      site.touch(clock.millis());
      sites.put(snapshot.siteId(), site);
      streamTime = Math.max(streamTime, site.high());
    }
  }

  SiteProgress site(long siteId) {
    if (lastUsed.siteId() == siteId) {
      return lastUsed;
    }
    SiteProgress site = sites.get(siteId);
    if (site == null) {
      site = new SiteProgress(siteId, initialFrontier);
      site.touch(clock.millis());
      sites.put(siteId, site);
    }
    lastUsed = site;
    return site;
  }

  Collection<SiteProgress> sites() {
    return sites.values();
  }

  /** See {@link SiteProgress#admit}. */
  Admission admit(long siteId, long eventTime, long fingerprint, boolean live) {
    streamTime = Math.max(streamTime, eventTime);
    SiteProgress site = site(siteId);
    Admission admission = site.admit(eventTime, fingerprint, live);
    if (admission == Admission.NEW) {
      lastNewsMillis = clock.millis();
      site.touch(lastNewsMillis);
    }
    return admission;
  }

  /** Notes that the service has come to this second. */
  void reached(long eventTime) {
    streamTime = Math.max(streamTime, eventTime);
  }

  /**
   * Notes a record of the site that is at the end or behind it. If it is the site's first one, what
   * is missing of the site is what came since the reading began.
   *
   * @param end the first second that is not read
   */
  void passed(long siteId, long eventTime, long end) {
    boolean simulated = eventTime > clock.instant().getEpochSecond() + AHEAD_SECONDS;
    site(siteId).start(simulated ? end - 1 : missedFrom(end) - 1);
  }

  /**
   * Ceases to wait for first records, when the clock is behind the end: what is missing of a site
   * without any is what came since the reading began. A pad without sites counts as one.
   */
  void passedByClock(long end) {
    if (sites.isEmpty()) {
      expect(Measurement.NO_SITE);
    }
    sites.values().forEach(site -> site.start(missedFrom(end) - 1));
  }

  private long missedFrom(long end) {
    return Math.min(beganSecond, end);
  }

  long streamTime() {
    return streamTime;
  }

  /** The clock when the last new record came, or when this object was made. */
  long lastNewsMillis() {
    return lastNewsMillis;
  }

  boolean hasHole() {
    for (SiteProgress site : sites.values()) {
      if (site.hasHole()) {
        return true;
      }
    }
    return false;
  }

  /** The first second that any site lacks; {@link Long#MAX_VALUE} if none has started. */
  long firstMissing() {
    long first = Long.MAX_VALUE;
    for (SiteProgress site : sites.values()) {
      if (site.isStarted()) {
        first = Math.min(first, site.frontier() + 1);
      }
    }
    return first;
  }

  /** The last second that any site has, {@link Long#MIN_VALUE} if none has started. */
  long high() {
    long high = Long.MIN_VALUE;
    for (SiteProgress site : sites.values()) {
      high = Math.max(high, site.high());
    }
    return high;
  }

  /** Declares that the whole room was asked for these seconds: what is missing has no record. */
  void settle(long from, long through) {
    for (SiteProgress site : sites.values()) {
      if (site.frontier() + 1 >= from) {
        site.settle(through);
      }
    }
  }

  /** To be called when another connection begins; every site's rest begins anew. */
  void resume() {
    for (SiteProgress site : sites.values()) {
      site.resume();
      site.touch(clock.millis());
    }
  }

  List<SiteProgress.Snapshot> snapshot() {
    return sites.values().stream().map(SiteProgress::snapshot).toList();
  }
}
