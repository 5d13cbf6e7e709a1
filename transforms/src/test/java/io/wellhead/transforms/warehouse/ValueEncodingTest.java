// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.jspecify.annotations.Nullable;

/** Random decimals, dates and times come back from the store as java.math and java.time say. */
class ValueEncodingTest {
  private static final TableDefinition TABLE =
      new TableDefinition(
          "types",
          "values",
          "Values.",
          List.of(
              new Column("id", ColumnType.INT64, true, ""),
              new Column("numeric", ColumnType.NUMERIC, false, ""),
              new Column("bignumeric", ColumnType.BIGNUMERIC, false, ""),
              new Column("date", ColumnType.DATE, false, ""),
              new Column("time", ColumnType.TIME, false, ""),
              new Column("datetime", ColumnType.DATETIME, false, ""),
              new Column("at", ColumnType.TIMESTAMP, false, "")),
          null,
          List.of(),
          List.of(),
          null);

  private static BigQuerySandbox sandbox;

  /** Values of one row. */
  record Sample(BigDecimal decimal, LocalDate date, LocalTime time) implements Serializable {
    long microsOfDay() {
      return time.toNanoOfDay() / 1_000;
    }

    LocalDateTime dateTime() {
      return LocalDateTime.of(date, time);
    }

    Instant instant() {
      return dateTime().toInstant(ZoneOffset.UTC);
    }
  }

  @BeforeContainer
  static void startSandbox() {
    sandbox = BigQuerySandbox.builder().start();
    sandbox.trustInThisJvm();
  }

  @AfterContainer
  static void stopSandbox() {
    sandbox.close();
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void values_comeBackAsTheyWere(@ForAll("samples") List<Sample> samples) throws IOException {
    SandboxWarehouse warehouse = new SandboxWarehouse(sandbox).withTables(TABLE);
    Pipeline pipeline = warehouse.pipeline();
    List<Sample> given = new ArrayList<>(samples);
    pipeline
        .apply(Create.of(IntStream.range(0, given.size()).boxed().toList()))
        .apply(
            WriteAppend.to(
                TABLE,
                (Integer n, RowWriter row) -> write(n, given.get(n), row),
                n -> new DeadLetter.Subject(new byte[0], null, null)));
    pipeline.run().waitUntilFinish();
    Map<Object, Map<String, @Nullable Object>> found = new HashMap<>();
    warehouse
        .query("select * from " + warehouse.name(TABLE))
        .forEach(row -> found.put(row.get("id"), row));
    assertThat(found).hasSameSizeAs(samples);
    for (int n = 0; n < given.size(); n++) {
      Sample sample = given.get(n);
      assertThat(found.get((long) n))
          .as("%s", sample)
          .containsEntry("numeric", stored(sample, 9, BigInteger.TEN.pow(38)))
          .containsEntry("bignumeric", text(stored(sample, 38, BigInteger.ONE.shiftLeft(255))))
          .containsEntry("date", sample.date())
          .containsEntry("time", sample.time())
          .containsEntry("datetime", sample.dateTime())
          .containsEntry("at", sample.instant());
    }
  }

  /** The decimal if the writer must take it, else null; the lower limit is told elsewhere. */
  private static @Nullable BigDecimal stored(Sample sample, int scale, BigInteger limit) {
    BigDecimal rounded = sample.decimal().setScale(scale, RoundingMode.DOWN);
    boolean fits =
        rounded.compareTo(sample.decimal()) == 0
            && rounded.unscaledValue().abs().compareTo(limit) < 0;
    return fits ? rounded : null;
  }

  private static @Nullable String text(@Nullable BigDecimal value) {
    return value == null
        ? null
        : value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static void write(int n, Sample sample, RowWriter row) {
    row.setLong(0, n);
    for (int column = 1; column <= 2; column++) {
      try {
        row.setDecimal(column, sample.decimal());
      } catch (RowException e) {
        assertThat(e.column()).isEqualTo(TABLE.columns().get(column).name());
      }
    }
    row.setDate(3, sample.date().toEpochDay());
    row.setTime(4, sample.microsOfDay());
    row.setDateTime(5, sample.date().toEpochDay(), sample.microsOfDay());
    Instant at = sample.instant();
    row.setTimestamp(6, at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    Arbitrary<BigDecimal> decimals =
        Combinators.combine(
                Arbitraries.bigIntegers()
                    .between(BigInteger.TEN.pow(78).negate(), BigInteger.TEN.pow(78)),
                Arbitraries.integers().between(0, 78),
                Arbitraries.integers().between(-2, 42))
            .as(
                (digits, cut, scale) ->
                    new BigDecimal(digits.divide(BigInteger.TEN.pow(cut)), scale));
    Arbitrary<LocalDate> dates =
        Arbitraries.longs()
            .between(CivilTimes.MIN_DAY, CivilTimes.MAX_DAY)
            .map(LocalDate::ofEpochDay);
    Arbitrary<LocalTime> times =
        Arbitraries.longs()
            .between(0, 86_399_999_999L)
            .map(micros -> LocalTime.ofNanoOfDay(micros * 1_000));
    return Combinators.combine(decimals, dates, times).as(Sample::new).list().ofSize(300);
  }
}
