// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.measurements.SiteSeconds;
import io.wellhead.transforms.stages.StageAggregation.Figure;
import io.wellhead.transforms.stages.StageTask.Goal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.WithNull;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class StageCodersTest {
  private static final Instant NINE = Instant.ofEpochSecond(9);
  private static final StageEntry STAGE = new StageEntry(9102, "70", "wl", 7, 1500, 1501L);
  private static final List<StageDefinition> DEFINITIONS =
      List.of(StageDefinition.unusable("a", "f", "n"));
  private static final String STAGE_BYTES =
      "8e47" // site
          + "023730" // id
          + "02776c" // state
          + "07" // number
          + "dc0b" // start
          + "01dd0b"; // end
  private static final String DEFINITIONS_BYTES =
      "0101" // version, one definition
          + "01610166" // name and field
          + "0000" // no kind, no conditions
          + "000000" // no units
          + "01016e"; // problem
  private static final String TASK_BYTES =
      "01" // version
          + STAGE_BYTES
          + "02" // final
          + "dd0b" // through
          + "01" // again
          + "9911" // revision
          + "05" // number
          + DEFINITIONS_BYTES
          + "010167"; // one name is gone
  private static final String PROGRESS_BYTES =
      "01" // version
          + "dc0b" // next second
          + "01" // one definition
          + "00"; // without values
  private static final String TURN_BYTES =
      "01" // version
          + "026b31" // key
          + "02" // failures
          + "0900"; // not before
  private static final String ROW_BYTES =
      "01" // version
          + STAGE_BYTES
          + "0161" // parameter
          + "dd0b" // through
          + "01" // final
          + "0900" // read at
          + "9911" // revision
          + "01" // a figure
          + "013ff8000000000000" // its value
          + "0103707369" // its unit
          + "03" // samples
          + "0000"; // no vendor's value, no problem
  private static final String TIMELINE_V1 =
      "01" // one stage
          + STAGE_BYTES
          + "0900" // told at
          + "05" // followed, again
          + "dd0b" // computed through
          + "9911" // revision
          + "01" // one id is gone
          + "0236390900" // its id and instant
          + "01" // one stage to remove
          + STAGE_BYTES
          + "01" // one corrected range
          + "8e47"
          + "dc0b"
          + "dd0b"
          + "9911" // site, first, last, revision
          + "01" // definitions
          + DEFINITIONS_BYTES
          + "0900" // defined at
          + "010167" // one former name
          + "dc0b" // first delivered
          + "dd0b" // last delivered
          + "05" // tasks
          + "010900"; // wakes at
  private static final String TIMELINE_BYTES =
      "02" // version
          + TIMELINE_V1
          + "03" // earlier jobs are known, and had other definitions
          + "01" // one stage of theirs
          + STAGE_BYTES
          + "01" // final
          + "9911"; // revision

  @Test
  void golden_valuesAndBytes_standForEachOther() throws Exception {
    assertStandForEachOther(
        StageTaskCoder.of(),
        new StageTask(
            STAGE, Goal.FINAL, 1501, true, 2201, 5, DEFINITIONS, new TreeSet<>(List.of("g"))),
        TASK_BYTES);
    StageProgress progress =
        StageProgress.of(
            new StageTask(STAGE, Goal.RUNNING, 1501, true, 0, 5, DEFINITIONS, new TreeSet<>()));
    assertStandForEachOther(StageProgress.coder(), progress, PROGRESS_BYTES);
    assertStandForEachOther(StageTurn.coder(), new StageTurn("k1", 2, NINE), TURN_BYTES);
    assertStandForEachOther(
        StageAggregationCoder.of(),
        new StageAggregation(
            STAGE, "a", 1501, true, NINE, 2201, new Figure(1.5, "psi", 3, null, null)),
        ROW_BYTES);
  }

  @Test
  void golden_signalsAndBytes_standForEachOther() throws Exception {
    Coder<StageSignal> coder = StageSignalCoder.of();
    assertStandForEachOther(
        coder, new StageSignal.Told(STAGE, NINE), "0101" + STAGE_BYTES + "0900");
    assertStandForEachOther(
        coder, new StageSignal.Removed(9102, "70", NINE), "0102" + "8e47" + "023730" + "0900");
    assertStandForEachOther(
        coder,
        new StageSignal.Defined(9102, DEFINITIONS, NINE),
        "0103" + "8e47" + DEFINITIONS_BYTES + "0900");
    assertStandForEachOther(
        coder, new StageSignal.Delivered(9102, 1500, 1501), "0104" + "8e47" + "dc0b" + "dd0b");
    assertStandForEachOther(
        coder,
        new StageSignal.Corrected(9102, 1500, 1501, 2201),
        "0105" + "8e47" + "dc0b" + "dd0b" + "9911");
  }

  @Test
  void golden_timelineAndBytes_standForEachOther() throws Exception {
    SiteTimeline timeline = new SiteTimeline();
    StageStatus status = new StageStatus(STAGE, NINE);
    status.followed = true;
    status.again = true;
    status.computedThrough = 1501;
    status.revision = 2201;
    timeline.stages.put("70", status);
    timeline.gone.put("69", NINE);
    timeline.toRemove.put("70", STAGE);
    timeline.corrections.ranges.add(new StageSignal.Corrected(9102, 1500, 1501, 2201));
    timeline.definitions = DEFINITIONS;
    timeline.definedAt = NINE;
    timeline.formerNames.add("g");
    timeline.firstDelivered = 1500;
    timeline.lastDelivered = 1501;
    timeline.tasks = 5;
    timeline.wakeAt = NINE;
    timeline.left.take(List.of(new StoredStage(STAGE, true, 2201)));
    timeline.left.redefined = true;

    assertThat(hex(SiteTimelineCoder.of(), timeline)).isEqualTo(TIMELINE_BYTES);
    SiteTimeline read =
        CoderUtils.decodeFromByteArray(
            SiteTimelineCoder.of(), HexFormat.of().parseHex(TIMELINE_BYTES));
    assertThat(hex(SiteTimelineCoder.of(), read)).isEqualTo(TIMELINE_BYTES);
    assertThat(read.stages.get("70")).isEqualTo(status);
    SiteTimeline earlier =
        CoderUtils.decodeFromByteArray(
            SiteTimelineCoder.of(), HexFormat.of().parseHex("01" + TIMELINE_V1));
    assertThat(hex(SiteTimelineCoder.of(), earlier)).isEqualTo("02" + TIMELINE_V1 + "0000");
    assertThat(earlier.isToTakeOver()).isTrue();
    SiteTimeline fresh = CoderUtils.clone(SiteTimelineCoder.of(), new SiteTimeline());
    assertThat(fresh.definitions).isNull();
    assertThat(fresh.wakeAt).isNull();
    assertThat(fresh.firstDelivered).isEqualTo(SiteTimeline.NEVER);
  }

  private static <T> String hex(Coder<T> coder, T value) throws CoderException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }

  private static <T> void assertStandForEachOther(Coder<T> coder, T value, String bytes)
      throws CoderException {
    assertThat(hex(coder, value)).isEqualTo(bytes);
    assertThat(CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(bytes)))
        .isEqualTo(value);
  }

  @Property(tries = 200)
  void anyValue_survivesEncoding(
      @ForAll long site,
      @ForAll String text,
      @ForAll int number,
      @ForAll long second,
      @ForAll @WithNull Long end,
      @ForAll @IntRange int failures,
      @ForAll @WithNull Double value,
      @ForAll boolean flag)
      throws Exception {
    StageEntry stage = new StageEntry(site, text, text, number, second, end);
    Goal goal = flag ? Goal.RUNNING : Goal.REMOVED;
    List<StageDefinition> definitions =
        DefinitionReader.read("[]".getBytes(UTF_8), "{}".getBytes(UTF_8), flag);

    CoderProperties.coderDecodeEncodeEqual(
        StageTaskCoder.of(),
        new StageTask(
            stage, goal, second, flag, site, second, definitions, new TreeSet<>(List.of(text))));
    CoderProperties.coderDecodeEncodeEqual(
        StageSignalCoder.of(), new StageSignal.Told(stage, NINE));
    CoderProperties.coderDecodeEncodeEqual(
        StageSignalCoder.of(), new StageSignal.Corrected(site, second, second, site));
    CoderProperties.coderDecodeEncodeEqual(StageTurn.coder(), new StageTurn(text, failures, NINE));
    CoderProperties.coderDecodeEncodeEqual(
        StageAggregationCoder.of(),
        new StageAggregation(
            stage,
            text,
            second,
            flag,
            NINE,
            site,
            flag ? null : new Figure(value, text, second, value, null)));
  }

  @Test
  void otherVersionsAndKinds_areRefused() {
    for (Coder<?> coder :
        List.of(
            StageTaskCoder.of(),
            StageSignalCoder.of(),
            StageAggregationCoder.of(),
            SiteTimelineCoder.of(),
            StageProgress.coder(),
            StageTurn.coder())) {
      assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(coder, new byte[] {9, 1, 1}))
          .hasMessageContaining("version 9");
    }
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(StageSignalCoder.of(), new byte[] {1, 9}))
        .isInstanceOf(CoderException.class);
  }

  @Test
  void coders_areFoundByBeam() throws Exception {
    CoderRegistry registry = CoderRegistry.createDefault();
    assertThat(registry.getCoder(StageTask.class)).isSameAs(StageTaskCoder.of());
    assertThat(registry.getCoder(StageAggregation.class)).isSameAs(StageAggregationCoder.of());
    SiteSeconds seconds = new SiteSeconds(9102, 1500, 1501);
    assertStandForEachOther(
        registry.getCoder(SiteSeconds.class), seconds, "01" + "8e47" + "dc0b" + "dd0b");
  }
}
