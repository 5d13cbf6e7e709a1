// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a write reports of its rows. An element is a row; its hundreds are the key, and its parity
 * the revision. Rows 100 and 201 are rejected by BigQuery, row 301 by us.
 */
class WriteReportsTest {
  private static final DeadLetter.Subject NOTHING = new DeadLetter.Subject(new byte[0], null, null);

  @RegisterExtension final BigQuerySandboxExtension bigquery = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws IOException {
    warehouse =
        new SandboxWarehouse(bigquery.sandbox())
            .withTables(Tables.SILVER_MEASUREMENTS, Tables.BRONZE_MEASUREMENTS);
  }

  @Test
  void rowsOfEachKeyAndRevision_addUpToWhatWasGiven() {
    Pipeline pipeline = warehouse.pipeline();
    WithFailures.Result<PCollection<WriteReport>, DeadLetter> written =
        pipeline.apply(Create.of(rows())).apply(upserts());
    assertReported(written, Map.of("1/0", "49+1", "1/1", "50+0", "2/1", "49+1", "3/1", "49+1"));
    pipeline.run().waitUntilFinish();
    assertThat(warehouse.count(Tables.SILVER_MEASUREMENTS)).isEqualTo(397);
  }

  @Test
  void answersThatAreLost_reportNoRowTwice() {
    bigquery.sandbox().faults().inject(Fault.LOST_ANSWER, 2);
    Pipeline pipeline = warehouse.pipeline();
    TestStream<Long> stream =
        TestStream.create(VarLongCoder.of())
            .addElements(2L, 4L, 6L)
            .addElements(8L, 10L)
            .advanceWatermarkToInfinity();
    assertReported(pipeline.apply(stream).apply(upserts()), Map.of("0/0", "5+0"));
    pipeline.run().waitUntilFinish();
    assertThat(bigquery.sandbox().faults().pending()).isZero();
  }

  @Test
  void appends_reportWhatTheyReject() {
    Pipeline pipeline = warehouse.pipeline();
    WithFailures.Result<PCollection<WriteReport>, DeadLetter> written =
        pipeline.apply(Create.of(rows())).apply(appends());
    assertReported(written, Map.of("1/0", "0+1", "2/1", "0+1", "3/1", "0+1"));
    pipeline.run().waitUntilFinish();
    assertThat(warehouse.count(Tables.BRONZE_MEASUREMENTS)).isEqualTo(397);
  }

  private static void assertReported(
      WithFailures.Result<PCollection<WriteReport>, DeadLetter> written,
      Map<String, String> expected) {
    PAssert.that(written.output())
        .satisfies(
            reports -> {
              Map<String, WriteReport> sums = new HashMap<>();
              for (WriteReport report : reports) {
                assertThat(report.error() != null).isEqualTo(report.rejected() > 0);
                sums.merge(report.key() + "/" + report.revision(), report, WriteReportsTest::sum);
              }
              Map<String, String> counts = new HashMap<>();
              sums.forEach((key, sum) -> counts.put(key, sum.written() + "+" + sum.rejected()));
              assertThat(counts).containsAllEntriesOf(expected);
              return null;
            });
    long rejected =
        expected.values().stream()
            .mapToLong(count -> Long.parseLong(count.substring(count.indexOf('+') + 1)))
            .sum();
    PAssert.that(written.failures())
        .satisfies(
            letters -> {
              assertThat(letters).hasSize(Math.toIntExact(rejected));
              return null;
            });
  }

  private static WriteReport sum(WriteReport a, WriteReport b) {
    return new WriteReport(
        a.key(),
        a.revision(),
        a.written() + b.written(),
        a.rejected() + b.rejected(),
        a.error() == null ? b.error() : a.error());
  }

  private static List<Long> rows() {
    return LongStream.range(0, 400).boxed().toList();
  }

  private static PTransform<
          PCollection<Long>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      upserts() {
    return WriteUpserts.to(
            Tables.SILVER_MEASUREMENTS,
            (Long n, RowWriter row) ->
                row.set("site_id", n / 100)
                    .setEpochSecond("event_time", n)
                    .set("revision", n % 2)
                    .set("unit_system", "imperial")
                    .set("other_fields", payload(n)),
            n -> RowChange.upsert(ChangeSequence.of(n % 2, n)),
            n -> NOTHING)
        .reportedBy("site_id", n -> n / 100);
  }

  private static PTransform<
          PCollection<Long>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      appends() {
    return WriteAppend.to(
            Tables.BRONZE_MEASUREMENTS,
            (Long n, RowWriter row) ->
                row.set("record_id", "r" + n)
                    .set("room", "pad/412")
                    .set("site_id", n / 100)
                    .setEpochSecond("event_time", n)
                    .setEpochSecond("received_at", n)
                    .set("origin", "correction")
                    .set("change_id", n % 2)
                    .set("unit_system", "imperial")
                    .set("payload", payload(n)),
            n -> NOTHING)
        .rejectionsReportedBy("site_id", n -> n / 100, "change_id", n -> n % 2);
  }

  private static Object payload(long n) {
    if (n == 301) {
      return 301L; // a number is no JSON text
    }
    return n == 100 || n == 201 ? "{broken" : "{}";
  }
}
