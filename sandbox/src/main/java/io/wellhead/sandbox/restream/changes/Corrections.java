// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.changes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.Interval;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.time.Instant;

/**
 * Corrects stored records on demand: what REST returns for the interval changes, and an event
 * announces it. What sockets have sent stays sent. Bounds are epoch seconds, both included; what
 * corrects returns the change id. Any thread.
 */
public final class Corrections {

  private static final String TRANSACTION = "transaction";
  private static final String TRANSLATION = "translation_layer";

  private final World world;
  private final SimulatedTime time;
  private final StoredRecords records;
  private final ChangeLog log;

  public Corrections(World world, SimulatedTime time, StoredRecords records, ChangeLog log) {
    this.world = world;
    this.time = time;
    this.records = records;
    this.log = log;
  }

  /** Deletes the records of an interval. */
  public long delete(long siteId, long from, long to) {
    return apply(
        siteId, TRANSACTION, "delete", from, to, new Edit.DeleteRecords(new Interval(from, to)));
  }

  /** Deletes one field from the records of an interval. */
  public long deleteField(long siteId, String field, long from, long to) {
    Interval range = new Interval(from, to);
    return apply(
        siteId, TRANSLATION, "delete", from, to, new Edit.DeleteField(range, index(field)));
  }

  /** Multiplies one field. */
  public long scale(long siteId, String field, double factor, long from, long to) {
    Interval range = new Interval(from, to);
    return apply(
        siteId, TRANSLATION, "change", from, to, new Edit.ScaleField(range, index(field), factor));
  }

  /** Gives one field a value in every record. */
  public long set(long siteId, String field, double value, long from, long to) {
    Interval range = new Interval(from, to);
    return apply(
        siteId, TRANSLATION, "add", from, to, new Edit.SetField(range, index(field), value));
  }

  /** Shifts records by so many seconds; where they were, nothing is left. */
  public long move(long siteId, long from, long to, long seconds) {
    return shift(siteId, "move_delete", from, to, seconds, false);
  }

  /** Copies records to so many seconds later. */
  public long copy(long siteId, long from, long to, long seconds) {
    return shift(siteId, "move_copy", from, to, seconds, true);
  }

  private long shift(
      long siteId, String subtype, long from, long to, long seconds, boolean keepOriginals) {
    // The event's interval covers where the records were and where they are now.
    return apply(
        siteId,
        TRANSACTION,
        subtype,
        Math.min(from, from + seconds),
        Math.max(to, to + seconds),
        new Edit.Shift(new Interval(from, to), seconds, keepOriginals));
  }

  private int index(String field) {
    return world.fields().require(field);
  }

  private long apply(long siteId, String type, String subtype, long from, long to, Edit edit) {
    requireSite(siteId);
    if (from > to || to > time.newest()) {
      throw new IllegalArgumentException(
          "from=" + from + ", to=" + to + ": must be in order and not after " + time.newest());
    }
    records.edit(siteId, edit);
    Instant now = Instant.ofEpochSecond(time.newest(), 545_416_000);
    ObjectNode change = Json.object();
    change.put("created_at", Json.micros(now));
    change.put("modification_type", type);
    change.put("modification_subtype", subtype);
    change.put("start_date", Json.seconds(from));
    change.put("end_date", Json.seconds(to));
    change.put("site", siteId);
    return log.add(siteId, change);
  }

  /**
   * Announces an event as it stands and changes no data: for events that a client must be able to
   * stand. It takes the place of the site's event that had its id, if it has one.
   *
   * @param siteId in whose rooms it is announced and listed, whatever it says itself
   * @param json an object
   */
  public void announce(long siteId, String json) {
    requireSite(siteId);
    log.announce(siteId, Json.objectOf(json));
  }

  private void requireSite(long siteId) {
    if (world.siteIds(Room.site(siteId)).isEmpty()) {
      throw new IllegalArgumentException("site=" + siteId + " is unknown");
    }
  }
}
