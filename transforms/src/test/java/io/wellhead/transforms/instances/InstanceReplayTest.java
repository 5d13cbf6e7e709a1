// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.restream.Replay;
import io.wellhead.transforms.warehouse.KeptLetter;
import io.wellhead.transforms.warehouse.RowReplay;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters of instance updates, taken from their table and processed again. */
class InstanceReplayTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Room SITE = Room.site(9102);
  private static final Instant AT = Instant.parse("2030-06-01T10:00:00.000005Z");

  private static final byte[] FLEET = "{\"id\":9102,\"fleet_name\":\"Gamma\"}".getBytes(UTF_8);

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws Exception {
    warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(Tables.DEAD_LETTERS, Tables.BRONZE_INSTANCE_UPDATES, Tables.SILVER_SITES);
  }

  /** Nothing on our side can mend this one; it is the same update and the same letter again. */
  @Test
  void messageThatNobodyCanRead_staysTheSameUpdateAndLetter() {
    InstanceUpdate update = Replay.update(SITE, "{\"id\":\"north\"}".getBytes(UTF_8), AT);
    assertThat(update.kind()).isEqualTo(Kind.UNREADABLE);
    KeptLetter letter = keepUnsorted(update);

    InstanceUpdate again = Replay.update(letter.room(), letter.payload(), letter.eventTime());

    assertThat(again).isEqualTo(update);
    assertThat(keepUnsorted(again).id()).isEqualTo(letter.id());
  }

  /** What was rejected is a row, and holds the update as received. */
  @Test
  void updateThatWasRejected_isTheSameRowOnceItIsTaken() throws Exception {
    InstanceUpdate update =
        Replay.update(SITE, "{\"id\":9102,\"name\":\"Juniper 2H\"}".getBytes(UTF_8), AT);
    BIGQUERY.sandbox().faults().inject(Fault.REJECT_ROW, 1);
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(pipeline.apply(Create.of(update)).apply(InstanceTables.bronze()));
    pipeline.run().waitUntilFinish();
    List<KeptLetter> letters = KeptLetter.all(warehouse);
    assertThat(letters).extracting(KeptLetter::errorKind).containsExactly("rejected");
    JsonNode row = new JsonMapper().readTree(letters.get(0).payload());

    InstanceUpdate again =
        Replay.update(
            Room.parse(row.get("room").asText()),
            row.get("payload").asText().getBytes(UTF_8),
            RowReplay.instant(row.get("received_at").asText()));

    assertThat(again).isEqualTo(update);
    Pipeline mended = warehouse.pipeline();
    PAssert.that(mended.apply(Create.of(again)).apply(InstanceTables.bronze())).empty();
    mended.run().waitUntilFinish();
    assertThat(
            warehouse.query(
                "select record_id from " + warehouse.name(Tables.BRONZE_INSTANCE_UPDATES)))
        .singleElement()
        .satisfies(bronze -> assertThat(bronze).containsEntry("record_id", update.recordId()));
  }

  /** A message leaves out what REST has told before; the row has both, and so has the letter. */
  @Test
  void siteThatDidNotFitTheTable_isTheSameRowOnceItDoes() {
    InstanceUpdate message =
        site(Origin.LIVE, "{\"id\":9102,\"current_state\":\"frac\"}".getBytes(UTF_8), FLEET);
    write(
        message,
        WriteUpserts.to(
            RowReplay.askingForMore(Tables.SILVER_SITES),
            InstanceColumns::site,
            InstanceRow::change,
            InstanceRow::subject));
    KeptLetter letter = KeptLetter.only(warehouse, "Write restream_silver.sites", "invalid");
    assertThat(letter.eventTime()).isEqualTo(AT);

    write(site(Origin.REPLAY, letter.payload(), null), InstanceTables.sites());

    List<Map<String, @Nullable Object>> again = RowReplay.rows(warehouse, Tables.SILVER_SITES);
    assertThat(again)
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("current_state", "frac")
                    .containsEntry("fleet_name", "Gamma"));
    write(message, InstanceTables.sites());
    assertThat(RowReplay.rows(warehouse, Tables.SILVER_SITES)).isEqualTo(again);
  }

  private static InstanceUpdate site(Origin origin, byte[] payload, byte @Nullable [] known) {
    return new InstanceUpdate("id", Kind.SITE, 9102, SITE, AT, origin, payload, known);
  }

  private void write(InstanceUpdate update, WriteUpserts<InstanceRow> write) {
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(pipeline.apply(Create.of(new InstanceRow(update, null))).apply(write));
    pipeline.run().waitUntilFinish();
  }

  private KeptLetter keepUnsorted(InstanceUpdate update) {
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        SortInstances.failures(pipeline.apply(Create.of(update)).apply(SortInstances.create())));
    pipeline.run().waitUntilFinish();
    List<KeptLetter> letters = KeptLetter.all(warehouse);
    assertThat(letters.stream().map(KeptLetter::id).distinct()).hasSize(1);
    return letters.get(letters.size() - 1);
  }
}
