// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the states of stages hold, it is read as it was written, and with nothing behind it. */
class StageStateCodersTest {
  private static final byte[] NO_DEFINITIONS = {'[', ']'};

  @Property(tries = 200)
  void anyAccumulator_survivesEncoding(
      @ForAll List<Double> values, @ForAll long first, @ForAll List<Integer> gaps)
      throws IOException {
    Accumulator accumulator = new Accumulator();
    long second = first;
    for (int i = 0; i < values.size(); i++) {
      accumulator.add(second, values.get(i));
      second += gaps.isEmpty() ? 1 : gaps.get(i % gaps.size());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    accumulator.encode(out);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

    assertThat(Accumulator.decode(in)).isEqualTo(accumulator);
    assertThat(in.available()).isZero();
  }

  @Property(tries = 200)
  void anyProgress_survivesEncoding(@ForAll @Size(max = 5) List<Double> values, @ForAll long second)
      throws Exception {
    List<StageDefinition> definitions =
        values.stream().map(value -> averageOf("f" + value)).toList();
    StageProgress progress = StageProgress.of(task(definitions));
    for (double value : values) {
      progress.add(definitions, second, Map.of("f" + value, value));
    }
    progress.goOnAt(second + 1);

    CoderProperties.coderDecodeEncodeEqual(StageProgress.coder(), progress);
  }

  @Property(tries = 200)
  void anyDefinitions_surviveEncoding(
      @ForAll @Size(max = 20) List<String> names,
      @ForAll @WithNull String unit,
      @ForAll List<Double> limits,
      @ForAll Random random)
      throws IOException {
    List<StageDefinition> definitions = definitions(names, unit, limits, random);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DefinitionForm.write(definitions, out);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

    assertThat(DefinitionForm.read(in)).isEqualTo(definitions);
    assertThat(in.available()).isZero();
  }

  @Property(tries = 200)
  void anyTimeline_survivesEncoding(
      @ForAll @Size(max = 20) List<String> texts,
      @ForAll List<Long> numbers,
      @ForAll @WithNull Long end,
      @ForAll @WithNull Integer wake,
      @ForAll boolean defined,
      @ForAll Random random)
      throws Exception {
    SiteTimeline timeline = new SiteTimeline();
    for (String text : texts) {
      StageEntry stage =
          new StageEntry(random.nextLong(), text, text, random.nextInt(), random.nextLong(), end);
      timeline.stages.put(text, status(stage, random));
      timeline.gone.put(text, instant(random));
      timeline.toRemove.put(text, stage);
      timeline.left.take(List.of(new StoredStage(stage, random.nextBoolean(), random.nextLong())));
    }
    for (long number : numbers) {
      timeline.corrections.ranges.add(
          new StageSignal.Corrected(number, random.nextLong(), number, random.nextLong()));
    }
    timeline.definitions = defined ? definitions(texts, null, List.of(), random) : null;
    timeline.definedAt = defined ? instant(random) : Instant.EPOCH;
    timeline.formerNames.addAll(texts);
    timeline.left.redefined = random.nextBoolean();
    timeline.firstDelivered = random.nextLong();
    timeline.lastDelivered = random.nextLong();
    timeline.tasks = random.nextLong();
    timeline.wakeAt = wake == null ? null : Instant.ofEpochSecond(wake, random.nextInt(1_000_000));

    SiteTimeline read = CoderUtils.clone(SiteTimelineCoder.of(), timeline);

    assertThat(content(read)).isEqualTo(content(timeline));
    assertThat(CoderUtils.encodeToByteArray(SiteTimelineCoder.of(), read))
        .isEqualTo(CoderUtils.encodeToByteArray(SiteTimelineCoder.of(), timeline));
  }

  /** The sizes that docs/adr/0005-stages-from-rest.md tells. */
  @Test
  void thousandStages_takeLessThan100kB() throws Exception {
    SiteTimeline timeline = new SiteTimeline();
    Instant at = Instant.parse("2030-06-01T10:00:00.123456Z");
    timeline.take(
        new StageSignal.Defined(9102, DefinitionReader.read(NO_DEFINITIONS, null, false), at));
    assertThat(sizeOf(timeline)).isBetween(1_500, 1_700);
    List<StoredStage> left = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      long start = 1_906_538_400L + i * 9000L;
      String state = i % 2 == 0 ? "frac_frac" : "wl_runinhole";
      StageEntry stage =
          new StageEntry(9102, "" + (700_000 + i), state, 1 + i / 2, start, start + 6100);
      StageStatus status = new StageStatus(stage, at);
      status.followed = true;
      status.settled = true;
      status.computedThrough = start + 6100;
      status.revision = 2201;
      timeline.stages.put(stage.stageId(), status);
      left.add(new StoredStage(stage, true, 2201));
    }
    assertThat(sizeOf(timeline)).isBetween(51_000, 53_000);
    timeline.left.take(left);
    assertThat(sizeOf(timeline)).isBetween(87_000, 89_000);
  }

  private static int sizeOf(SiteTimeline timeline) throws CoderException {
    return CoderUtils.encodeToByteArray(SiteTimelineCoder.of(), timeline).length;
  }

  private static List<Object> content(SiteTimeline timeline) {
    List<Object> content = new ArrayList<>();
    content.add(timeline.stages);
    content.add(timeline.gone);
    content.add(timeline.toRemove);
    content.add(timeline.left.known);
    content.add(timeline.left.redefined);
    content.add(timeline.left.stages);
    content.add(timeline.corrections.ranges);
    content.add(Objects.requireNonNullElse(timeline.definitions, "none"));
    content.add(timeline.definedAt);
    content.add(timeline.formerNames);
    content.add(timeline.firstDelivered);
    content.add(timeline.lastDelivered);
    content.add(timeline.tasks);
    content.add(Objects.requireNonNullElse(timeline.wakeAt, "never"));
    return content;
  }

  private static StageStatus status(StageEntry stage, Random random) {
    StageStatus status = new StageStatus(stage, instant(random));
    status.followed = random.nextBoolean();
    status.settled = random.nextBoolean();
    status.again = random.nextBoolean();
    status.renamed = random.nextBoolean();
    status.namesGone = random.nextBoolean();
    status.computedThrough = random.nextLong();
    status.revision = random.nextLong();
    return status;
  }

  private static Instant instant(Random random) {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
  }

  private static List<StageDefinition> definitions(
      List<String> names, @Nullable String unit, List<Double> limits, Random random) {
    List<StageDefinition> definitions = new ArrayList<>();
    for (String name : names) {
      AggregationKind kind = pick(AggregationKind.values(), random);
      List<StageCondition> conditions =
          limits.stream()
              .map(
                  limit ->
                      new StageCondition(
                          name, pick(StageCondition.Operator.values(), random), limit))
              .toList();
      definitions.add(
          random.nextInt(5) == 0
              ? StageDefinition.unusable(name, name, name)
              : new StageDefinition(
                  name,
                  name,
                  kind,
                  conditions,
                  unit,
                  random.nextBoolean() ? name : null,
                  unit,
                  null));
    }
    return definitions;
  }

  private static <T> T pick(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  private static StageDefinition averageOf(String field) {
    return new StageDefinition(
        field, field, AggregationKind.AVERAGE, List.of(), null, null, null, null);
  }

  private static StageTask task(List<StageDefinition> definitions) {
    return new StageTask(
        new StageEntry(1, "1", "wl", 1, 1, null),
        StageTask.Goal.RUNNING,
        1,
        false,
        0,
        1,
        definitions,
        new TreeSet<>());
  }
}
