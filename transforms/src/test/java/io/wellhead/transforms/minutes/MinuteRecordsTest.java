// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MinuteRecordsTest {
  /** One record on its way into a minute. */
  record Contribution(int second, SecondRecord record) {}

  @Property
  void merging_isAssociativeAndCommutative(
      @ForAll("contributions") List<Contribution> a,
      @ForAll("contributions") List<Contribution> b,
      @ForAll("contributions") List<Contribution> c) {
    MinuteRecords left = merged(merged(minute(a), minute(b)), minute(c));
    MinuteRecords right = merged(minute(c), merged(minute(b), minute(a)));

    assertThat(left).isEqualTo(right);
  }

  @Property
  void partsInAnyOrderWithDuplicates_equalTheWhole(
      @ForAll("contributions") List<Contribution> records, @ForAll Random random) {
    List<Contribution> shuffled = new ArrayList<>(records);
    shuffled.addAll(records);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(shuffled.size() + 1);

    MinuteRecords parts =
        merged(minute(shuffled.subList(0, cut)), minute(shuffled.subList(cut, shuffled.size())));

    assertThat(parts).isEqualTo(minute(records));
  }

  @Property
  void figures_equalDirectComputationOverTheWinners(
      @ForAll("contributions") List<Contribution> records) {
    MinuteRecords minute = minute(records);

    List<SecondRecord> winners =
        IntStream.range(0, MinuteRecords.SECONDS)
            .mapToObj(
                second ->
                    records.stream()
                        .filter(r -> r.second() == second)
                        .map(Contribution::record)
                        .max(SecondRecord::compareTo))
            .flatMap(Optional::stream)
            .toList();
    for (String name : List.of("a", "b", "c")) {
      double[] values = winners.stream().flatMapToDouble(r -> valuesOf(r, name)).toArray();
      FieldFigures figures = minute.figures().get(name);
      if (values.length == 0) {
        assertThat(figures).isNull();
        continue;
      }
      assertThat(figures.count()).isEqualTo(values.length);
      assertThat(figures.first()).isEqualTo(values[0]);
      assertThat(figures.last()).isEqualTo(values[values.length - 1]);
      assertThat(figures.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
      assertThat(figures.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
      assertThat(figures.mean())
          .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-9));
    }
  }

  @Test
  void aNewerVersionWithoutAField_leavesItsNameAmongTheFormerOnes() {
    MinuteRecords minute = new MinuteRecords();
    minute.add(7, record(0, 10, 1, "a", "b"));
    minute.add(7, record(4, 20, 2, "a"));

    assertThat(minute.figures()).containsOnlyKeys("a");
    assertThat(minute.formerNames()).contains("b");
    assertThat(minute.revision()).isEqualTo(4);
  }

  @Test
  void aLateLiveRecord_doesNotReplaceACorrection() {
    MinuteRecords minute = new MinuteRecords();
    minute.add(7, record(4, 20, 2, "a"));
    minute.add(7, record(0, 30, 1, "b"));

    assertThat(minute.figures()).containsOnlyKeys("a");
    assertThat(minute.newestReceivedAtMicros()).isEqualTo(30);
  }

  private static DoubleStream valuesOf(SecondRecord record, String name) {
    return IntStream.range(0, record.names().length)
        .filter(i -> record.names()[i].equals(name))
        .mapToDouble(i -> record.values()[i]);
  }

  private static SecondRecord record(long revision, long received, long content, String... names) {
    return new SecondRecord(revision, received, content, names, new double[names.length]);
  }

  static MinuteRecords minute(List<Contribution> records) {
    MinuteRecords minute = new MinuteRecords();
    records.forEach(r -> minute.add(r.second(), r.record()));
    return minute;
  }

  private static MinuteRecords merged(MinuteRecords into, MinuteRecords from) {
    into.merge(from);
    return into;
  }

  @Provide
  Arbitrary<List<Contribution>> contributions() {
    return anyContributions();
  }

  /** Two records of one version carry the same content, as the checksum in the version promises. */
  static Arbitrary<List<Contribution>> anyContributions() {
    Arbitrary<SecondRecord> records =
        Combinators.combine(
                Arbitraries.longs().between(0, 2),
                Arbitraries.longs().between(1, 3),
                Arbitraries.longs().between(-2, 2))
            .as(MinuteRecordsTest::recordOfVersion);
    return Combinators.combine(Arbitraries.integers().between(0, 59), records)
        .as(Contribution::new)
        .list()
        .ofMaxSize(40);
  }

  private static SecondRecord recordOfVersion(long revision, long received, long content) {
    Random random = new Random(content);
    String[] names = List.of("a", "b", "c").subList(0, random.nextInt(4)).toArray(String[]::new);
    double[] values = random.doubles(names.length, -100, 100).toArray();
    return new SecondRecord(revision, received, content, names, values);
  }
}
