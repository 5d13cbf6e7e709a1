// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.sandbox.datastream.ChangeFileWriter;
import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.EventBatch;
import io.wellhead.sandbox.datastream.EventTimes;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.RowSchema;
import io.wellhead.sandbox.datastream.Source;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes change files of a table of tasks: a dozen columns of ordinary types, most of them set. */
final class ChangeFileMaker {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Origin ORIGIN =
      new Origin(
          Source.MYSQL, "projects/1/locations/europe-west1/streams/bench", "contributor_db_tasks");
  private static final RowSchema SCHEMA =
      RowSchema.of(
          "contributor_db_tasks",
          List.of(
              column("task_id", ColumnType.of(Kind.LONG)),
              column("contributor_id", ColumnType.of(Kind.STRING)),
              column("task_type", ColumnType.varchar(40)),
              column("status", ColumnType.varchar(20)),
              column("priority", ColumnType.of(Kind.INTEGER)),
              column("is_urgent", ColumnType.of(Kind.BOOLEAN)),
              column("hourly_rate", ColumnType.decimal(10, 2)),
              column("score", ColumnType.of(Kind.DOUBLE)),
              column("due_on", ColumnType.of(Kind.DATE)),
              column("created_at", ColumnType.of(Kind.TIMESTAMP)),
              column("completed_at", ColumnType.of(Kind.TIMESTAMP)),
              column("details", ColumnType.of(Kind.JSON)),
              column("comment", ColumnType.of(Kind.STRING))));

  private ChangeFileMaker() {}

  private static Column column(String name, ColumnType type) {
    return new Column(name, type);
  }

  /** One file below the folder, of so many events, the same for the same number. */
  static Path file(Path folder, FileFormat format, int events) throws IOException {
    Random random = new Random(1);
    EventBatch batch = new EventBatch(random);
    try (ChangeFileWriter writer =
        ChangeFileWriter.into(folder).format(format).rotateAt(Long.MAX_VALUE).open()) {
      for (int i = 0; i < events; i++) {
        writer.write(event(i, batch, random));
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private static Event event(int number, EventBatch batch, Random random) {
    Instant time = START.plusMillis(number / 1000);
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("table", "tasks");
    metadata.put("database", "contributor_db");
    metadata.put("primary_keys", List.of("task_id"));
    metadata.put("log_file", "mysql-bin.000123");
    metadata.put("log_position", 4L + 300L * number);
    metadata.put("change_type", number % 3 == 0 ? "INSERT" : "UPDATE-INSERT");
    metadata.put("is_deleted", false);
    return new Event(
        ORIGIN,
        Source.MYSQL.changeMethod(),
        batch.next(),
        new EventTimes(time.plusSeconds(3), time, START),
        List.of(time.toEpochMilli(), "mysql-bin.000123", 4L + 300L * number),
        metadata,
        new Row(SCHEMA, values(number, time, random)));
  }

  private static List<@Nullable Object> values(int number, Instant time, Random random) {
    boolean done = random.nextInt(4) > 0;
    return Arrays.asList(
        (long) number,
        "c-%06d".formatted(random.nextInt(1_000_000)),
        random.nextBoolean() ? "annotation" : "transcription",
        done ? "completed" : "in_progress",
        random.nextInt(10),
        random.nextBoolean(),
        BigDecimal.valueOf(random.nextInt(10_000), 2),
        random.nextInt(1000) / 8.0,
        LocalDate.ofEpochDay(20_000 + random.nextInt(1000)),
        time.minusSeconds(random.nextInt(1_000_000)),
        done ? time : null,
        "{\"language\": \"pt\", \"pages\": %d, \"tags\": [\"a\", \"b\"]}"
            .formatted(random.nextInt(100)),
        random.nextInt(3) == 0 ? null : "Checked twice; the second page is blurred.");
  }
}
