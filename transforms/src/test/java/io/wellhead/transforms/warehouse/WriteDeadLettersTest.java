// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollectionList;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriteDeadLettersTest {
  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06.000007Z");

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTable() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox()).withTables(Tables.DEAD_LETTERS);
  }

  @Test
  void lettersOfAllSteps_becomeRows_whateverTheirWindows() {
    DeadLetter parse =
        DeadLetter.of(
            "Parse",
            ErrorKind.MALFORMED,
            "not json",
            new DeadLetter.Subject("{".getBytes(StandardCharsets.UTF_8), "pad/412", NOW),
            NOW.plusSeconds(1));
    DeadLetter convert =
        DeadLetter.of(
            "Convert",
            ErrorKind.INVALID,
            "no site_id",
            new DeadLetter.Subject(new byte[0], null, null),
            NOW);
    Pipeline pipeline = warehouse.pipeline();
    PCollectionList.of(
            pipeline
                .apply("parse", Create.of(parse))
                .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1)))))
        .and(pipeline.apply("convert", Create.of(convert)))
        .apply(WriteDeadLetters.of("restream"));
    pipeline.run().waitUntilFinish();
    assertThat(rows("step = 'Parse'"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("id", parse.id())
                    .containsEntry("pipeline", "restream")
                    .containsEntry("error_kind", "malformed")
                    .containsEntry("message", "not json")
                    .containsEntry("source", "pad/412")
                    .containsEntry("event_time", NOW)
                    .containsEntry("failed_at", NOW.plusSeconds(1))
                    .containsEntry("part", 0L)
                    .containsEntry("parts", 1L)
                    .containsEntry("payload", new byte[] {'{'}));
    assertThat(rows("step = 'Convert'"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("source", null)
                    .containsEntry("payload", new byte[0]));
  }

  @Test
  void payloadBeyondARow_isKeptInParts_thatMakeTheOriginalBytes() throws IOException {
    byte[] payload = new byte[2 * WriteDeadLetters.MAX_PART_BYTES + 17];
    new Random(1).nextBytes(payload);
    DeadLetter letter =
        DeadLetter.of(
            "Parse", ErrorKind.MALFORMED, "m", new DeadLetter.Subject(payload, null, null), NOW);
    Pipeline pipeline = warehouse.pipeline();
    PCollectionList.of(pipeline.apply(Create.of(letter))).apply(WriteDeadLetters.of("restream"));
    pipeline.run().waitUntilFinish();
    List<Map<String, Object>> parts = rows("id = '" + letter.id() + "' order by part");
    assertThat(parts).hasSize(3).allSatisfy(row -> assertThat(row).containsEntry("parts", 3L));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Map<String, Object> part : parts) {
      joined.write((byte[]) part.get("payload"));
    }
    assertThat(joined.toByteArray()).isEqualTo(payload);
  }

  private List<Map<String, Object>> rows(String condition) {
    return warehouse.query(
        "select * from " + warehouse.name(Tables.DEAD_LETTERS) + " where " + condition);
  }
}
