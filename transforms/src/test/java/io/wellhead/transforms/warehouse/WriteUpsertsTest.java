// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Upserts and deletes through BigQueryIO into the sandbox. An element is a pad id with its change:
 * a value and a sequence, or {@code -} and a sequence for a delete.
 */
class WriteUpsertsTest {
  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06.000007Z");

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTable() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox()).withTables(Tables.SILVER_PADS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyOrderOfAnyDuplicates_endsInTheModelsState(long seed) {
    Random random = new Random(seed);
    List<KV<Long, String>> changes = new ArrayList<>();
    Map<Long, Integer> latest = new HashMap<>();
    Map<Long, String> model = new HashMap<>();
    for (int sequence = 1; sequence <= 400; sequence++) {
      long pad = random.nextInt(25);
      boolean delete = random.nextInt(10) < 2;
      // Sequences beyond 2^63 are later than all others, and a lower section counts less.
      changes.add(KV.of(pad, (delete ? "-" : "v" + sequence) + "@" + sequence));
      latest.put(pad, sequence);
      if (delete) {
        model.remove(pad);
      } else {
        model.put(pad, "v" + sequence);
      }
    }
    changes.addAll(changes.subList(0, 200));
    Collections.shuffle(changes, random);

    write(changes);

    Map<Object, Object> found = new HashMap<>();
    warehouse
        .query("select id, name from " + warehouse.name(Tables.SILVER_PADS))
        .forEach(row -> found.put(row.get("id"), row.get("name")));
    assertThat(found).as("seed %d, last sequences %s", seed, latest).isEqualTo(model);
  }

  @Test
  void upsert_carriesTheVisibleCopyOfItsSequence_andTheTimeOfWriting() {
    write(List.of(KV.of(5L, "first@1"), KV.of(5L, "second@2")));
    assertThat(warehouse.query("select * from " + warehouse.name(Tables.SILVER_PADS)))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("name", "second")
                    .containsEntry("change_sequence", sequence(2).toString())
                    .containsEntry("updated_at", NOW)
                    .containsEntry("wireline_enabled", null));
  }

  @Test
  void unboundedChanges_areAppliedAcrossBundles() {
    Pipeline pipeline = warehouse.pipeline();
    TestStream<KV<Long, String>> stream =
        TestStream.create(KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of()))
            .addElements(KV.of(1L, "late@9"))
            .addElements(KV.of(1L, "early@3"), KV.of(2L, "gone@1"))
            .addElements(KV.of(2L, "-@2"))
            .advanceWatermarkToInfinity();
    PAssert.that(pipeline.apply(stream).apply(upserts())).empty();
    pipeline.run().waitUntilFinish();
    assertThat(warehouse.query("select id, name from " + warehouse.name(Tables.SILVER_PADS)))
        .containsExactly(Map.of("id", 1L, "name", "late"));
  }

  @Test
  void rowThatTheServiceRefuses_isNotDropped() {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(
            pipeline
                .apply(
                    Create.of(KV.of(1L, "good@1"), KV.of(2L, "broken json@2"), KV.of(3L, "good@3")))
                .apply(upserts()))
        .satisfies(
            letters -> {
              assertThat(letters).hasSize(1);
              DeadLetter letter = letters.iterator().next();
              assertThat(letter.step()).isEqualTo("Write restream_silver.pads");
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.REJECTED);
              assertThat(new String(letter.payload(), StandardCharsets.UTF_8))
                  .contains(
                      "\"id\":\"2\"",
                      "\"name\":\"broken json\"",
                      "\"_CHANGE_TYPE\":\"UPSERT\"",
                      "\"_CHANGE_SEQUENCE_NUMBER\":\"" + sequence(2) + "\"");
              return null;
            });
    pipeline.run().waitUntilFinish();
    assertThat(warehouse.count(Tables.SILVER_PADS)).isEqualTo(2);
  }

  @Test
  void to_appendTable_isRefusedWhenBuilt() {
    assertThatThrownBy(
            () ->
                WriteUpserts.to(
                    Tables.DEAD_LETTERS,
                    (Long n, RowWriter row) -> {},
                    n -> RowChange.upsert(ChangeSequence.of(n)),
                    n -> new DeadLetter.Subject(new byte[0], null, null)))
        .hasMessageContaining("wellhead_ops.dead_letters has no primary key");
  }

  private void write(List<KV<Long, String>> changes) {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(
            pipeline
                .apply(
                    Create.of(changes)
                        .withCoder(KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of())))
                .apply(upserts()))
        .empty();
    pipeline.run().waitUntilFinish();
  }

  private static WriteUpserts<KV<Long, String>> upserts() {
    return WriteUpserts.<KV<Long, String>>to(
            Tables.SILVER_PADS,
            (change, row) -> {
              String value = change.getValue().split("@", 2)[0];
              row.set("id", change.getKey());
              if (!value.equals("-")) {
                row.set("name", value);
                row.set("simops_config", value.equals("broken json") ? "{broken" : "{}");
              }
            },
            WriteUpsertsTest::change,
            change ->
                new DeadLetter.Subject(
                    change.getValue().getBytes(StandardCharsets.UTF_8), null, null))
        .withClock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static RowChange change(KV<Long, String> change) {
    String[] parts = change.getValue().split("@", 2);
    ChangeSequence sequence = sequence(Integer.parseInt(parts[1]));
    return parts[0].equals("-") ? RowChange.delete(sequence) : RowChange.upsert(sequence);
  }

  /** Rises with n through all four sections, and beyond 2^63, where signed numbers turn round. */
  private static ChangeSequence sequence(int n) {
    return ChangeSequence.of(
        n < 200 ? 0 : Long.MIN_VALUE + n / 50, n / 20, 7, n % 20 == 19 ? -1L : n % 20);
  }
}
