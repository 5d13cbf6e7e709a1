// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.KeptLetter;
import io.wellhead.transforms.warehouse.RowReplay;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters of minutes, which hold a row because no single record made it. */
class MinuteReplayTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final long MINUTE = 1_906_538_400;

  @Test
  void rowsThatDidNotFitTheTable_areTheSameOnceTheyDo() throws Exception {
    SandboxWarehouse warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(Tables.DEAD_LETTERS, Tables.SILVER_MINUTES);
    MinuteFigures early = figures(1.5, 1, ChangeSequence.of(0, 1, 7));
    MinuteFigures late = figures(0.1 + 0.2, 60, ChangeSequence.of(0, 60, 9));
    write(warehouse, RowReplay.askingForMore(Tables.SILVER_MINUTES), late);
    KeptLetter letter =
        KeptLetter.only(warehouse, "Write restream_silver.measurements_1m", "invalid");
    assertThat(new String(letter.payload(), UTF_8))
        .startsWith("{\"site_id\":9102,\"minute\":\"2030-06-01T10:00:00Z\",")
        .endsWith(",\"_CHANGE_TYPE\":\"UPSERT\"}");
    write(warehouse, Tables.SILVER_MINUTES, early);

    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        pipeline
            .apply(Create.of(new String(letter.payload(), UTF_8)))
            .apply(RowReplay.into(Tables.SILVER_MINUTES)));
    pipeline.run().waitUntilFinish();

    List<Map<String, @Nullable Object>> again = RowReplay.rows(warehouse, Tables.SILVER_MINUTES);
    assertThat(again)
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("mean", 0.1 + 0.2));
    write(warehouse, Tables.SILVER_MINUTES, late);
    assertThat(RowReplay.rows(warehouse, Tables.SILVER_MINUTES)).isEqualTo(again);
  }

  private static MinuteFigures figures(double value, long count, ChangeSequence sequence) {
    return new MinuteFigures(
        9102, MINUTE, "slurry \"rate\"", value, value, value, value, value, count, 3, sequence);
  }

  private static void write(
      SandboxWarehouse warehouse, TableDefinition table, MinuteFigures figures) {
    Pipeline pipeline = warehouse.pipeline();
    PCollection<MinuteFigures> minutes =
        pipeline.apply(Create.of(figures).withCoder(MinuteFiguresCoder.of()));
    KeptLetter.write(minutes.apply(AggregateMinutes.write(table, "imperial")));
    pipeline.run().waitUntilFinish();
  }
}
