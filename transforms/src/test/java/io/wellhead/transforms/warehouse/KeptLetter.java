// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as {@code wellhead_ops.dead_letters} has kept it: all that a replay has to go by.
 *
 * @param payload the rows' parts, put together
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeptLetter(
    String id,
    String step,
    String errorKind,
    String message,
    @Nullable String source,
    @Nullable Instant eventTime,
    Instant failedAt,
    byte[] payload) {

  /** Adds the write of a step's failures to their pipeline. */
  public static void write(PCollection<DeadLetter> failures) {
    PCollectionList.of(failures).apply("Keep", WriteDeadLetters.of("replay-test"));
  }

  /** Every letter of the table, in the order of their ids. */
  public static List<KeptLetter> all(SandboxWarehouse warehouse) {
    List<Map<String, @Nullable Object>> rows =
        warehouse.query(
            "select * from "
                + warehouse.name(Tables.DEAD_LETTERS)
                + " order by id, failed_at, part");
    List<KeptLetter> letters = new ArrayList<>();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (Map<String, @Nullable Object> row : rows) {
      payload.writeBytes((byte[]) Objects.requireNonNull(row.get("payload")));
      if (Objects.equals(row.get("part"), (Long) row.get("parts") - 1)) {
        letters.add(
            new KeptLetter(
                text(row, "id"),
                text(row, "step"),
                text(row, "error_kind"),
                text(row, "message"),
                (String) row.get("source"),
                (Instant) row.get("event_time"),
                (Instant) Objects.requireNonNull(row.get("failed_at")),
                payload.toByteArray()));
        payload.reset();
      }
    }
    return letters;
  }

  /** The table's one letter, which is of that step and kind. */
  public static KeptLetter only(SandboxWarehouse warehouse, String step, String errorKind) {
    List<KeptLetter> letters = all(warehouse);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).step()).isEqualTo(step);
    assertThat(letters.get(0).errorKind()).isEqualTo(errorKind);
    return letters.get(0);
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return String.valueOf(row.get(column));
  }

  public Room room() {
    return Room.parse(String.valueOf(source));
  }
}
