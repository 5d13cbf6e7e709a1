// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.replay;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.warehouse.QueryException;
import io.wellhead.transforms.warehouse.QueryResult;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dead letters of a warehouse, and what became of those that were replayed. One thread. */
public final class DeadLetterBox {
  private static final int NOT_FOUND = 404;

  private final Warehouse warehouse;

  public DeadLetterBox(Warehouse warehouse) {
    this.warehouse = requireNonNull(warehouse, "warehouse");
  }

  /**
   * Counts letters by pipeline, step, reason and table.
   *
   * @throws IOException if the warehouse cannot be asked
   */
  public List<LetterGroup> groups(LetterFilter filter) throws IOException {
    Map<String, LetterGroup> groups = new TreeMap<>();
    for (QueryRow row : query(filter, Long.MAX_VALUE)) {
      StoredLetter letter = letter(row);
      groups.merge(
          String.join(
              "\n",
              letter.pipeline(),
              letter.step(),
              letter.reason(),
              String.valueOf(letter.table())),
          LetterGroup.of(letter),
          LetterGroup::plus);
    }
    return List.copyOf(groups.values());
  }

  /**
   * Letters, the newest first.
   *
   * @param most how many at most
   * @throws IOException if the warehouse cannot be asked
   */
  public List<StoredLetter> letters(LetterFilter filter, long most) throws IOException {
    List<StoredLetter> letters = new ArrayList<>();
    for (QueryRow row : query(filter, most)) {
      letters.add(letter(row));
    }
    return letters;
  }

  /** Messages of a replay by how often they occur; the empty one is of letters made good. */
  public Map<String, Long> outcomes(String replayId) throws IOException {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    for (QueryRow row :
        warehouse.query(
            "SELECT outcome, message, COUNT(DISTINCT letter_id) AS letters FROM "
                + warehouse.table(Tables.DEAD_LETTER_REPLAYS)
                + " WHERE replay_id = ? GROUP BY outcome, message ORDER BY letters DESC, message",
            replayId)) {
      String message =
          "written".equals(row.text("outcome")) ? "" : String.valueOf(row.text("message"));
      outcomes.merge(message, requireNonNull(row.integer("letters"), "letters"), Long::sum);
    }
    return outcomes;
  }

  private QueryResult query(LetterFilter filter, long most) throws IOException {
    try {
      return warehouse.queryNamed(
          sql(filter, warehouse.table(Tables.DEAD_LETTER_REPLAYS), most), filter.values());
    } catch (QueryException e) {
      if (e.status().orElse(0) != NOT_FOUND) {
        throw e;
      }
      // A warehouse in which nothing was ever replayed has no such table.
      String none =
          "(SELECT CAST(NULL AS STRING) AS letter_id, CAST(NULL AS STRING) AS outcome,"
              + " CAST(NULL AS TIMESTAMP) AS replayed_at)";
      return warehouse.queryNamed(sql(filter, none, most), filter.values());
    }
  }

  private String sql(LetterFilter filter, String replays, long most) {
    return "WITH letters AS (SELECT id, pipeline, step, error_kind, MAX(source) AS source,"
        + " MAX(failed_at) AS failed_at, MAX(message) AS message FROM "
        + warehouse.table(Tables.DEAD_LETTERS)
        + " WHERE "
        + filter.where()
        + " GROUP BY id, pipeline, step, error_kind)"
        + " SELECT l.id, l.pipeline, l.step, l.error_kind, l.source, l.failed_at, l.message,"
        + " COUNTIF(r.outcome = 'failed') AS attempts, COUNTIF(r.outcome = 'written') AS written"
        + " FROM letters AS l LEFT JOIN "
        + replays
        + " AS r ON r.letter_id = l.id AND r.replayed_at >= l.failed_at"
        + " GROUP BY l.id, l.pipeline, l.step, l.error_kind, l.source, l.failed_at, l.message"
        + " ORDER BY l.failed_at DESC, l.id"
        + (most == Long.MAX_VALUE ? "" : " LIMIT " + most);
  }

  private static StoredLetter letter(QueryRow row) {
    return new StoredLetter(
        text(row, "id"),
        text(row, "pipeline"),
        text(row, "step"),
        text(row, "error_kind"),
        row.text("source"),
        requireNonNull(row.instant("failed_at"), "failed_at"),
        text(row, "message"),
        requireNonNull(row.integer("attempts"), "attempts"),
        requireNonNull(row.integer("written"), "written") > 0);
  }

  private static String text(QueryRow row, String column) {
    return requireNonNull(row.text(column), column);
  }
}
