// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.TestPipelineExtension;
import io.wellhead.transforms.corrections.CorrectedRange;
import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.corrections.RangeProgress;
import io.wellhead.transforms.corrections.RangeProgress.Kind;
import io.wellhead.transforms.warehouse.WriteReport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CountRowsTest {
  private static final Instant NOW = Instant.parse("2030-06-01T11:00:00Z");
  private static final Instant READ = Instant.parse("2030-06-01T10:00:00Z");
  private static final Instant ANNOUNCED = READ.minusSeconds(9);
  private static final CorrectedRange RANGE =
      new CorrectedRange(3, 0, 119, List.of(5L, 6L), ANNOUNCED);

  /** Two pieces, of 60 seconds written and 10 deleted each; one row is rejected in none of them. */
  private static final List<Tally> ALL =
      List.of(
          Tally.of(new RangeProgress(RANGE, Kind.QUEUED, 0, null)),
          Tally.of(piece(0, 0, null)),
          Tally.of(piece(60, 0, null)),
          Tally.of(new RangeProgress(RANGE, Kind.ENDED, 2, null)),
          Tally.ofChanges(new WriteReport(3, 6, 100, 0, null)),
          Tally.ofChanges(new WriteReport(3, 6, 40, 0, null)));

  @RegisterExtension final TestPipelineExtension extension = new TestPipelineExtension();

  @Property(tries = 200)
  void partsInAnyOrder_areAccountedForWithTheLastOneAlone(@ForAll long seed) {
    List<Tally> parts = new ArrayList<>(ALL);
    Collections.shuffle(parts, new Random(seed));
    Tally tally = Tally.NONE;
    for (Tally part : parts) {
      assertThat(tally.isAccounted()).isFalse();
      tally = tally.plus(part);
    }
    assertThat(tally.isAccounted()).isTrue();
    assertThat(tally).isEqualTo(ALL.stream().reduce(Tally.NONE, Tally::plus));
  }

  @Test
  void rangeThatIsReadAndWritten_isDurable() {
    PCollectionTuple counted = count(ALL);
    PAssert.that(counted.get(CountRowsFn.DURABLE))
        .containsInAnyOrder(
            new Confirmation(
                3,
                6,
                List.of(5L, 6L),
                ANNOUNCED,
                new Confirmation.Seconds(0, 119, READ, 120),
                NOW,
                null,
                false,
                0,
                Instant.EPOCH));
    ChangeLife.Read read = new ChangeLife.Read(READ.plusSeconds(60), 6, 120, 20);
    PAssert.that(counted.get(CountRowsFn.LIVES))
        .containsInAnyOrder(ChangeLife.read(5, read), ChangeLife.read(6, read));
    extension.run();
  }

  @Test
  void recordWithoutASilverRow_keepsTheChangesFromBeingDurable() {
    List<Tally> parts = new ArrayList<>(ALL);
    parts.set(2, Tally.of(piece(60, 1, "no number")));
    assertFailed(parts, "no number");
  }

  @Test
  void rejectedRow_keepsTheChangesFromBeingDurable() {
    List<Tally> parts = new ArrayList<>(ALL);
    parts.set(5, Tally.ofChanges(new WriteReport(3, 6, 39, 1, "Write x: no")));
    assertFailed(parts, "Write x: no");
  }

  @Test
  void rangeThatIsRefused_keepsTheChangesFromBeingDurable() {
    List<Tally> parts = new ArrayList<>(ALL);
    parts.set(3, Tally.of(new RangeProgress(RANGE, Kind.ENDED, 2, "no such site")));
    assertFailed(parts, "no such site");
  }

  @Test
  void rowOfBronzeThatIsRejectedLater_isToldBehindTheOthers() {
    List<Tally> parts = new ArrayList<>(ALL);
    parts.add(Tally.ofAppends(new WriteReport(3, 6, 0, 1, "Write y: no")));
    PCollectionTuple counted = count(parts);
    PAssert.that(counted.get(CountRowsFn.DURABLE))
        .satisfies(
            told -> {
              assertThat(told)
                  .extracting(Confirmation::error)
                  .containsExactlyInAnyOrder(null, "Write y: no");
              return null;
            });
    extension.run();
  }

  @Test
  void changeThatIsAnnouncedAnewAfterALateRejection_isDurableWithoutIt() {
    List<Tally> parts = new ArrayList<>(ALL);
    parts.add(Tally.ofAppends(new WriteReport(3, 6, 0, 1, "Write y: no")));
    CorrectedRange anew = new CorrectedRange(3, 0, 119, List.of(5L, 6L), NOW.plusSeconds(1));
    parts.add(ALL.get(1));
    parts.add(Tally.of(new RangeProgress(anew, Kind.QUEUED, 0, null)));
    parts.add(ALL.get(2));
    parts.add(Tally.of(new RangeProgress(anew, Kind.ENDED, 2, null)));
    parts.addAll(ALL.subList(4, 6));
    PCollectionTuple counted = count(parts);
    PAssert.that(counted.get(CountRowsFn.DURABLE))
        .satisfies(
            told -> {
              assertThat(told)
                  .filteredOn(confirmation -> confirmation.error() == null)
                  .extracting(Confirmation::announcedAt)
                  .containsExactlyInAnyOrder(ANNOUNCED, NOW.plusSeconds(1));
              return null;
            });
    PAssert.that(counted.get(CountRowsFn.LIVES))
        .satisfies(
            lives -> {
              assertThat(lives).extracting(ChangeLife::failed).containsOnlyNulls();
              return null;
            });
    extension.run();
  }

  @Test
  void rowOfBronzeThatIsRejectedBeforeItsRangeIsKnown_keepsTheChangesFromBeingDurable() {
    List<Tally> parts = new ArrayList<>(ALL);
    parts.add(0, Tally.ofAppends(new WriteReport(3, 6, 0, 1, "Write y: no")));
    PCollectionTuple counted = count(parts);
    PAssert.that(counted.get(CountRowsFn.DURABLE))
        .satisfies(
            told -> {
              assertThat(told).extracting(Confirmation::error).containsOnly("Write y: no");
              return null;
            });
    PAssert.that(counted.get(CountRowsFn.LIVES))
        .containsInAnyOrder(
            ChangeLife.failed(5, NOW, "Write y: no"), ChangeLife.failed(6, NOW, "Write y: no"));
    extension.run();
  }

  private void assertFailed(List<Tally> parts, String error) {
    PCollectionTuple counted = count(parts);
    PAssert.that(counted.get(CountRowsFn.DURABLE)).empty();
    PAssert.that(counted.get(CountRowsFn.LIVES))
        .satisfies(
            lives -> {
              assertThat(lives)
                  .contains(ChangeLife.failed(5, NOW, error), ChangeLife.failed(6, NOW, error));
              return null;
            });
    extension.run();
  }

  private PCollectionTuple count(List<Tally> parts) {
    TestStream.Builder<KV<KV<Long, Long>, Tally>> stream =
        TestStream.create(
            KvCoder.of(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()), TallyCoder.of()));
    for (Tally part : parts) {
      stream = stream.addElements(KV.of(KV.of(3L, 6L), part));
    }
    PCollectionTuple counted =
        extension
            .apply("Parts", stream.advanceWatermarkToInfinity())
            .apply(
                ParDo.of(new CountRowsFn(Clock.fixed(NOW, ZoneOffset.UTC)))
                    .withOutputTags(CountRowsFn.DURABLE, TupleTagList.of(CountRowsFn.LIVES)));
    counted.get(CountRowsFn.DURABLE).setCoder(ConfirmationCoder.of());
    counted.get(CountRowsFn.LIVES).setCoder(ChangeLifeCoder.of());
    return counted;
  }

  private static PieceRows piece(long from, long invalid, @Nullable String error) {
    return new PieceRows(
        3,
        6,
        List.of(5L, 6L),
        from,
        from + 59,
        READ.plusSeconds(from),
        60 - invalid,
        10 + invalid,
        130,
        invalid,
        error);
  }
}
