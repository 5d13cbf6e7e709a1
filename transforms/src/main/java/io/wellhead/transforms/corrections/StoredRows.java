// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what silver may hold of a piece, so that no more is deleted than has to be: a site that is
 * corrected for years has mostly hours without work. One thread.
 *
 * <p>A query costs BigQuery a second, as long as the reading of an hour. So a day of a range is
 * asked at once, and the answer serves its pieces for a minute, but for those of which another
 * correction gave records lately.
 *
 * <p>Silver alone decides of what is older than a day when it was read, and older than the history
 * that this job reads. Of what is younger, and of what was read for another correction within a
 * day, rows may be on their way, and would stay if their deletes were left out.
 */
final class StoredRows {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRows.class);
  private static final Duration OLD = Duration.ofDays(1);

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final long HOUR = Duration.ofHours(1).toSeconds();
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final int MOST_ANSWERS = 32;

  private final Counter failed =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.LOOKUPS_FAILED_COUNT);
  private final @Nullable Warehouse warehouse;
  private final @Nullable Instant historyFrom;
  private final Cache<Question, Answer> answers =
      CacheBuilder.newBuilder().maximumSize(MOST_ANSWERS).build();

  /**
   * What a table holds of a range, within a day.
   *
   * @param name SQL text of what is asked for
   * @param time column by whose hour it is told
   */
  private record Question(
      TableDefinition table,
      String name,
      String time,
      CorrectedRange range,
      long from,
      long through) {

    static Question of(TableDefinition table, String name, String time, CorrectedPiece piece) {
      long day = Math.floorDiv(piece.from(), DAY) * DAY;
      CorrectedRange range = piece.range();
      return new Question(
          table,
          name,
          time,
          range,
          Math.max(range.from(), day),
          Math.max(piece.through(), Math.min(range.through(), day + DAY - 1)));
    }
  }

  /**
   * What was found.
   *
   * @param at when the piece that asked was read
   * @param byHour by hours since 1970
   */
  private record Answer(Instant at, SetMultimap<Long, String> byHour) {
    boolean isFreshFor(CorrectedPiece piece) {
      return !piece.isGivenBefore() && !at.plus(FRESH).isBefore(piece.readAt());
    }
  }

  /**
   * Asks that warehouse.
   *
   * @param warehouse null to ask none, and take silver to hold everything
   */
  StoredRows(@Nullable Warehouse warehouse, @Nullable Instant historyFrom) {
    this.warehouse = warehouse;
    this.historyFrom = historyFrom;
  }

  /** Whether a second of the piece may have a row. */
  boolean mayHoldSeconds(CorrectedPiece piece) {
    if (warehouse == null || !isOld(piece)) {
      return true;
    }
    try {
      return !held(warehouse, Tables.SILVER_MEASUREMENTS, "'row'", "event_time", piece).isEmpty();
    } catch (IOException e) {
      missed("deleting each second that is gone", piece, e);
    }
    return true;
  }

  /** The fields of which a minute of the piece may have a row. */
  Collection<String> fields(CorrectedPiece piece) {
    if (warehouse == null) {
      return piece.fields();
    }
    Set<String> fields = new TreeSet<>();
    if (!isOld(piece)) {
      fields.addAll(piece.fields());
    }
    try {
      fields.addAll(held(warehouse, Tables.SILVER_MINUTES, "field", "minute", piece));
    } catch (IOException e) {
      missed("deleting the minutes of each field that is in the catalogue", piece, e);
      fields.addAll(piece.fields());
    }
    return fields;
  }

  private boolean isOld(CorrectedPiece piece) {
    Instant through = Instant.ofEpochSecond(piece.through());
    return !piece.isGivenBefore()
        && through.isBefore(piece.readAt().minus(OLD))
        && (historyFrom == null || through.isBefore(historyFrom));
  }

  private Set<String> held(
      Warehouse warehouse, TableDefinition table, String name, String time, CorrectedPiece piece)
      throws IOException {
    Question question = Question.of(table, name, time, piece);
    Answer answer = answers.getIfPresent(question);
    if (answer == null || !answer.isFreshFor(piece)) {
      answer = new Answer(piece.readAt(), ask(warehouse, question));
      answers.put(question, answer);
    }
    Set<String> held = new TreeSet<>();
    LongStream.rangeClosed(piece.from() / HOUR, piece.through() / HOUR)
        .mapToObj(answer.byHour()::get)
        .forEach(held::addAll);
    return held;
  }

  private static SetMultimap<Long, String> ask(Warehouse warehouse, Question question)
      throws IOException {
    String sql =
        ("SELECT DISTINCT %s AS name, DIV(UNIX_SECONDS(%s), %d) AS hour FROM %s"
                + " WHERE site_id = ? AND %s >= ? AND %s <= ?")
            .formatted(
                question.name,
                question.time,
                HOUR,
                warehouse.table(question.table),
                question.time,
                question.time);
    SetMultimap<Long, String> byHour = HashMultimap.create();
    for (QueryRow row :
        warehouse.query(
            sql,
            question.range.siteId(),
            Instant.ofEpochSecond(question.from),
            Instant.ofEpochSecond(question.through))) {
      byHour.put(requireNonNull(row.integer("hour")), requireNonNull(row.text("name")));
    }
    return byHour;
  }

  private void missed(String instead, CorrectedPiece piece, IOException cause) {
    failed.inc();
    LOG.warn("cannot ask silver for {}, {}", piece, instead, cause);
  }
}
