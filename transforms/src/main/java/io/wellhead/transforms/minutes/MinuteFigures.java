// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One row of {@code restream_silver.measurements_1m}, or its deletion when no current record has
 * the field any more.
 *
 * @param minute start of the minute, in epoch seconds
 * @param count records with the field; 0 means deletion, then the figures say nothing
 * @param revision highest revision among the minute's records
 * @param sequence order among the versions of the row
 */
public record MinuteFigures(
    long siteId,
    long minute,
    String field,
    double min,
    double max,
    double mean,
    double first,
    double last,
    long count,
    long revision,
    ChangeSequence sequence) {

  public MinuteFigures {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(sequence, "sequence");
  }

  /**
   * The rows of a minute: one of each field, and the deletion of each former one that has no
   * record.
   */
  static void of(
      long siteId,
      long minute,
      MinuteRecords records,
      Collection<String> formerFields,
      long revision,
      ChangeSequence sequence,
      Consumer<MinuteFigures> rows) {
    Map<String, FieldFigures> figures = records.figures();
    figures.forEach(
        (field, f) ->
            rows.accept(
                new MinuteFigures(
                    siteId, minute, field, f.min(), f.max(), f.mean(), f.first(), f.last(),
                    f.count(), revision, sequence)));
    for (String field : formerFields) {
      if (!figures.containsKey(field)) {
        rows.accept(new MinuteFigures(siteId, minute, field, 0, 0, 0, 0, 0, 0, revision, sequence));
      }
    }
  }

  /** What becomes of the row. */
  RowChange change() {
    return count == 0 ? RowChange.delete(sequence) : RowChange.upsert(sequence);
  }

  /** Writes the columns, of a deletion the key only. */
  void write(RowWriter row, String unitSystem) {
    row.set("site_id", siteId).setEpochSecond("minute", minute).set("field", field);
    if (count > 0) {
      row.set("min", min).set("max", max).set("mean", mean).set("first", first).set("last", last);
      row.set("count", count).set("revision", revision).set("unit_system", unitSystem);
    }
  }

  /**
   * What is kept if the row cannot be written: the row itself, because no single record made it. A
   * JSON object of the columns and of the change, as that of a row which BigQuery rejected.
   */
  DeadLetter.Subject subject(String unitSystem) {
    Instant start = Instant.ofEpochSecond(minute);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("site_id", siteId).put("minute", start.toString()).put("field", field);
    if (count > 0) {
      row.put("min", min).put("max", max).put("mean", mean).put("first", first).put("last", last);
      row.put("count", count).put("revision", revision).put("unit_system", unitSystem);
    }
    change().pseudoColumns().forEach(row::put);
    return new DeadLetter.Subject(row.toString().getBytes(StandardCharsets.UTF_8), null, start);
  }
}
