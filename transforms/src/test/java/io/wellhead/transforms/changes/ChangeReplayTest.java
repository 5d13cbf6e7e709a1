// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static io.wellhead.transforms.changes.FakeChangeService.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.transforms.changes.ChangeEvent.Via;
import io.wellhead.transforms.warehouse.KeptLetter;
import io.wellhead.transforms.warehouse.RowReplay;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters of data changes, taken from their table and processed again. */
class ChangeReplayTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant AT = Instant.parse("2030-06-01T10:00:00.000005Z");

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws Exception {
    warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(Tables.DEAD_LETTERS, Tables.BRONZE_DATA_CHANGES);
  }

  /** Nothing on our side can mend this one; it is the same event and the same letter again. */
  @Test
  void eventThatCannotBeFollowed_staysTheSameEventAndLetter() {
    ChangeEvent event = event("{\"id\":2201,\"site\":9102}");
    KeptLetter letter = keepUnchecked(event);

    ChangeEvent again =
        ChangeEvent.of(letter.payload(), letter.room(), letter.eventTime(), Via.SOCKET);

    assertThat(again).isEqualTo(event);
    assertThat(keepUnchecked(again).id()).isEqualTo(letter.id());
  }

  /** What was rejected is a row, and holds the event as received. */
  @Test
  void eventThatWasRejected_isTheSameRowOnceItIsTaken() throws Exception {
    ChangeEvent event =
        event(change(2201, 9102, "2030-05-01T00:00:00Z", "2030-05-02T00:00:00.25Z"));
    BIGQUERY.sandbox().faults().inject(Fault.REJECT_ROW, 1);
    write(event);
    KeptLetter letter = KeptLetter.all(warehouse).get(0);
    assertThat(letter.errorKind()).isEqualTo("rejected");
    assertThat(warehouse.count(Tables.BRONZE_DATA_CHANGES)).isZero();
    JsonNode row = new JsonMapper().readTree(letter.payload());

    ChangeEvent again =
        ChangeEvent.of(
            row.get("payload").asText().getBytes(UTF_8),
            Room.parse(row.get("room").asText()),
            RowReplay.instant(row.get("received_at").asText()),
            Via.valueOf(row.get("via").asText().toUpperCase(Locale.ROOT)));

    assertThat(again).isEqualTo(event);
    write(again);
    List<Map<String, @Nullable Object>> rows =
        warehouse.query("select * from " + warehouse.name(Tables.BRONZE_DATA_CHANGES));
    assertThat(rows)
        .singleElement()
        .satisfies(
            bronze ->
                assertThat(bronze)
                    .containsEntry("record_id", event.recordId())
                    .containsEntry("end_date", event.end())
                    .containsEntry("received_at", AT));
  }

  private static ChangeEvent event(String json) {
    return ChangeEvent.of(json.getBytes(UTF_8), FakeChangeService.PAD, AT, Via.SOCKET);
  }

  private void write(ChangeEvent event) {
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(pipeline.apply(Create.of(event)).apply(ChangeTables.bronze()));
    pipeline.run().waitUntilFinish();
  }

  private KeptLetter keepUnchecked(ChangeEvent event) {
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        CheckChanges.failures(pipeline.apply(Create.of(event)).apply(CheckChanges.create())));
    pipeline.run().waitUntilFinish();
    List<KeptLetter> letters = KeptLetter.all(warehouse);
    return letters.get(letters.size() - 1);
  }
}
