// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.EncodedState;
import io.wellhead.transforms.Outputs;
import io.wellhead.transforms.WaitingTimer;
import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

/** The lane beside a runner: a running stage that an earlier build had read in part. */
class ComputeFnTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final String KEY = "9102/70";
  private static final String TURNS_BYTES =
      "00000001" // one turn
          + "01" // version
          + "07393130322f3730" // key
          + "00" // failures
          + "0900"; // not before
  private static final String TASK_BYTES =
      "01" // version
          + "8e47" // site
          + "023730" // id
          + "02776c" // state
          + "07" // number
          + "64" // start
          + "00" // no end
          + "01" // running
          + "8201" // through
          + "00" // not again
          + "00" // revision
          + "05" // number
          + "0101" // version of definitions, one
          + "01610166" // name and field
          + "0100" // average, no conditions
          + "00000000" // no units, no problem
          + "00"; // no former names
  private static final String PROGRESS_BYTES =
      "01" // version
          + "6f" // next second
          + "01" // one definition
          + "02" // two values
          + "40140000000000000000000000000000" // sum 5
          + "403e0000000000000000000000000000" // rate seconds 30
          + "40000000000000004008000000000000" // min 2, max 3
          + "40080000000000004000000000000000" // first 3, last 2
          + "646e"; // first and last second

  private final FakeStageService service = new FakeStageService();
  private final Outputs out = new Outputs();
  private final Drain drain = Drain.create();
  private final ValueState<List<StageTurn>> turns =
      EncodedState.value(ListCoder.of(StageTurn.coder()), TURNS_BYTES);
  private final MapState<String, StageTask> tasks =
      EncodedState.map(StageTaskCoder.of(), KEY, TASK_BYTES);
  private final MapState<String, StageProgress> progress =
      EncodedState.map(StageProgress.coder(), KEY, PROGRESS_BYTES);
  private final ValueState<Long> lastReading = EncodedState.value(VarLongCoder.of(), "");

  @Test
  void stateThatAnEarlierBuildWrote_goesOnWithTheNextSecond() throws IOException {
    service.put(100, "\"f\":1000");
    service.put(120, "\"f\":7");

    step();

    assertThat(service.asked).containsExactly("111-130");
    assertThat(out.of(ComputeFn.ROWS))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.parameter()).isEqualTo("a");
              assertThat(row.figure().value()).isEqualTo(4);
              assertThat(row.figure().samples()).isEqualTo(3);
              assertThat(row.isFinal()).isFalse();
            });
    assertThat(turns.read()).isEmpty();
    assertThat(tasks.isEmpty().read()).isTrue();
    assertThat(progress.get(KEY).read().next()).isEqualTo(131);
  }

  @Test
  void readingAfterARestart_isLaterThanTheOneBefore_whateverTheClockSays() throws IOException {
    Instant before = NOW.plusSeconds(60);
    lastReading.write(before.getEpochSecond() * 1_000_000);

    step();

    assertThat(out.of(ComputeFn.ROWS))
        .singleElement()
        .satisfies(row -> assertThat(row.readAt()).isEqualTo(before.plusNanos(1000)));
  }

  @Test
  void readingThatFails_keepsWhatAnEarlierBuildHadRead() throws IOException {
    service.failures = 1;

    WaitingTimer timer = step();

    assertThat(out.of(ComputeFn.ROWS)).isEmpty();
    assertThat(timer.waiting()).isEqualTo(org.joda.time.Duration.standardSeconds(5));
    assertThat(progress.get(KEY).read().next()).isEqualTo(111);
    assertThat(turns.read()).extracting(StageTurn::failures).containsExactly(1);
  }

  @Test
  void readersThatHadNoTurnSinceTheLastStep_comeFirst() throws IOException {
    drain.noteReading();
    assertThat(drain.mayGoOn()).isTrue();

    assertThat(step().waiting().getMillis()).isEqualTo(Drain.TURN.toMillis());
    assertThat(service.asked).isEmpty();

    drain.noteReading();
    step();
    assertThat(service.asked).hasSize(1);
  }

  /** The pause grows to minutes while the vendor's figures cannot be had. */
  @Test
  void stageThatWaitsForTheVendorAlone_isComputedAtOnceWhenItChanges() throws IOException {
    StageTask task = tasks.get(KEY).read();
    tasks.put(KEY, task.toBeCompared());
    turns.write(List.of(new StageTurn(KEY, 7, NOW.plusSeconds(300))));

    lane().queue(KV.of(0, task.toBeRead()), turns, tasks, new WaitingTimer());

    assertThat(turns.read())
        .singleElement()
        .satisfies(turn -> assertThat(turn.notBefore()).isBeforeOrEqualTo(NOW));
    step();
    assertThat(service.asked).containsExactly("100-130");
  }

  private ComputeFn lane() {
    return new ComputeFn(() -> service, drain, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private WaitingTimer step() throws IOException {
    ComputeFn lane = lane();
    lane.open();
    WaitingTimer timer = new WaitingTimer();
    lane.step(turns, tasks, progress, lastReading, timer, out);
    return timer;
  }
}
