// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowWriter;
import io.wellhead.sandbox.restream.simulation.Segment.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final long START = 1_906_000_000L;
  private static final int DAY = 86_400;

  private static PadSpec pad(long seed) {
    return PadSpec.numbered(0, 3, START, 20, seed);
  }

  private static SiteSimulator site(long seed) {
    return new SiteSimulator(new PadPlan(pad(seed)), 9101, FieldTable.simulated());
  }

  private static String json(SiteSimulator site, long second) {
    RowWriter writer = RowWriter.imperial(FieldTable.simulated());
    return new String(
        writer.write(Objects.requireNonNull(site.row(second))),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void the_same_seed_gives_the_same_bytes_in_any_order() {
    SiteSimulator forward = site(5);
    SiteSimulator backward = site(5);
    SiteSimulator other = site(6);
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      first.add(json(forward, START + i * 211L));
      second.add(0, json(backward, START + (399 - i) * 211L));
    }
    assertThat(first).isEqualTo(second);
    assertThat(json(other, START + 5)).isNotEqualTo(json(site(5), START + 5));
  }

  @Property(tries = 60)
  void valves_agree_with_the_truth_table_at_any_second(
      @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(max = 10 * DAY) int offset) {
    SiteSimulator site = site(seed);
    Row row = Objects.requireNonNull(site.row(START + offset));
    String upperMaster = row.text(0);
    if (upperMaster == null) {
      assertThat(site.outage(START + offset)).isTrue();
      return;
    }
    State state = site.segment(START + offset).state();
    assertThat(state == State.STANDBY).isEqualTo(upperMaster.equals("C"));
    assertThat(state.isWireline()).isEqualTo(upperMaster.equals("O") && "O".equals(row.text(1)));
  }

  @Property(tries = 40)
  void history_has_no_gap_and_numbers_rise_with_wireline_work(
      @ForAll @IntRange(max = 1000) int seed) {
    PadPlan plan = new PadPlan(pad(seed));
    Set<Long> ids = new HashSet<>();
    for (PadSpec.Well well : plan.spec().wells()) {
      List<Segment> segments = plan.segments(well.id());
      assertThat(segments.get(0).start()).isEqualTo(START);
      for (int i = 0; i < segments.size(); i++) {
        Segment segment = segments.get(i);
        assertThat(ids.add(segment.id())).isTrue();
        assertThat(segment.duration()).isPositive();
        if (i > 0) {
          Segment before = segments.get(i - 1);
          assertThat(segment.start()).isEqualTo(before.end());
          boolean begins = segment.state().isWireline() && !before.state().isWireline();
          int rise = begins ? 1 : 0;
          assertThat(segment.stage()).isEqualTo(before.stage() + rise);
        }
      }
      assertThat(segments.get(segments.size() - 1).stage()).isEqualTo(20);
    }
  }

  @Property(tries = 20)
  void a_source_feeds_one_well_at_a_time_and_wireline_works_beside_it(
      @ForAll @IntRange(max = 1000) int seed) {
    PadPlan plan = new PadPlan(pad(seed));
    boolean zipper = false;
    boolean both = false;
    for (long second = START; second < START + 4 * DAY; second += 60) {
      long at = second;
      List<Segment> now =
          plan.spec().wells().stream().map(well -> plan.segment(well.id(), at)).toList();
      List<Segment> fracs = now.stream().filter(s -> s.state() == State.FRAC).toList();
      assertThat(fracs.stream().map(Segment::source)).doesNotHaveDuplicates();
      zipper |= !fracs.isEmpty() && now.stream().anyMatch(s -> s.state().isWireline());
      both |= fracs.size() == 2;
    }
    assertThat(zipper).isTrue();
    assertThat(both).isTrue();
  }

  @Test
  void treatments_ramp_up_step_their_proppant_flush_and_shut_in() {
    PadPlan plan = new PadPlan(pad(9));
    SiteSimulator site = new SiteSimulator(plan, 9101, FieldTable.simulated());
    FieldTable fields = FieldTable.simulated();
    int rate = fields.require("slurry_rate");
    int proppant = fields.require("proppant_conc");
    int step = fields.require("frac_stage_step");
    int pressure = fields.require("surface_treating_pressure");
    for (Segment frac : plan.segments(9101)) {
      if (frac.state() != State.FRAC || frac.screenOut() != Segment.NEVER) {
        continue;
      }
      double lastStep = 0;
      double highestRate = 0;
      double highestProppant = 0;
      double last = Double.NaN;
      for (long t = frac.start() + 9 - (frac.start() + 9) % 10; t < frac.end(); t += 10) {
        Row row = Objects.requireNonNull(site.row(t));
        if (row.has(rate)) {
          assertThat(row.value(pressure)).isBetween(0.0, 13_500.0);
          assertThat(row.value(step)).isGreaterThanOrEqualTo(lastStep);
          lastStep = row.value(step);
          highestRate = Math.max(highestRate, row.value(rate));
          highestProppant = Math.max(highestProppant, row.value(proppant));
          last = row.value(rate);
        }
      }
      assertThat(highestRate).isBetween(80.0, 110.0);
      assertThat(highestProppant).isBetween(2.0, 3.3);
      assertThat(lastStep).isEqualTo(7);
      assertThat(last).isLessThan(5);
    }
  }

  @Property(tries = 20)
  void wireline_runs_pass_through_their_states_with_the_depth_and_pull_that_belong_to_them(
      @ForAll @IntRange(max = 1000) int seed) {
    PadPlan plan = new PadPlan(pad(seed));
    FieldTable fields = FieldTable.simulated();
    SiteSimulator site = new SiteSimulator(plan, 9101, fields);
    int depth = fields.require("wl_depth");
    int speed = fields.require("wl_speed");
    int tension = fields.require("wl_tension");
    int pumping = fields.require("pumpdown_rate");
    List<Segment> run = firstRunWithoutOutage(plan, site);
    assertThat(run)
        .extracting(Segment::state)
        .containsExactly(
            State.ON_SURFACE, State.RUN_IN_HOLE, State.PULL_OUT_OF_HOLE, State.ON_SURFACE);
    assertThat(run.get(3).end() - run.get(0).start()).isBetween(2_500L, 7_900L);
    double deepest = 0;
    double heaviestDown = 0;
    double heaviestUp = 0;
    boolean pumped = false;
    double before = 0;
    Set<Long> stops = new HashSet<>();
    for (Segment segment : run) {
      for (long t = segment.start() + 9 - (segment.start() + 9) % 10; t < segment.end(); t += 10) {
        Row row = Objects.requireNonNull(site.row(t));
        double at = row.value(depth);
        switch (segment.state()) {
          case ON_SURFACE -> {
            assertThat(at).isBetween(-60.0, 60.0);
            assertThat(row.value(pumping)).isZero();
          }
          case RUN_IN_HOLE -> {
            assertThat(at).isGreaterThan(before - 30);
            assertThat(row.value(speed)).isBetween(-30.0, 650.0);
            heaviestDown = Math.max(heaviestDown, row.value(tension));
            pumped |= row.value(pumping) > 5;
            assertThat(row.value(pumping) > 1 && at < 9_000).isFalse();
          }
          case PULL_OUT_OF_HOLE -> {
            assertThat(at).isLessThan(before + 30);
            assertThat(row.value(speed)).isBetween(-750.0, 30.0);
            assertThat(row.value(pumping)).isZero();
            heaviestUp = Math.max(heaviestUp, row.value(tension));
            if (Math.abs(row.value(speed)) < 20) {
              stops.add(Math.round(at / 20));
            }
          }
          default -> throw new AssertionError(segment.state());
        }
        before = at;
        deepest = Math.max(deepest, at);
      }
    }
    assertThat(deepest).isBetween(11_000.0, 19_700.0);
    assertThat(pumped).isTrue();
    assertThat(heaviestUp).isGreaterThan(heaviestDown * 1.2);
    assertThat(stops).as("places of perforation").hasSizeGreaterThanOrEqualTo(6);
  }

  private static List<Segment> firstRunWithoutOutage(PadPlan plan, SiteSimulator site) {
    List<Segment> segments =
        plan.segments(9101).stream().filter(s -> s.state().isWireline()).toList();
    for (int i = 0; i < segments.size(); i += 4) {
      List<Segment> run = segments.subList(i, i + 4);
      if (LongStream.range(run.get(0).start(), run.get(3).end()).noneMatch(site::outage)) {
        return run;
      }
    }
    throw new AssertionError("an outage in every run");
  }

  @Property(tries = 60)
  void states_follow_from_the_sensors_by_logic_and_truth_table(
      @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(max = 4 * DAY) int offset) {
    for (JsonNode state : new SimulatedWorld(List.of(pad(seed)), false).states(START + offset)) {
      Map<String, String> letters = new HashMap<>();
      for (JsonNode sensor :
          state.get("site_component_configuration").get("component_configurations")) {
        String letter = letter(sensor);
        assertThat(sensor.get("current_state").asText()).isEqualTo(letter);
        letters.put(sensor.get("measurement_location").get("name").asText(), letter);
      }
      assertThat(state.get("current_state").asText())
          .isEqualTo(rowThatMatches(state.get("truth_table").get("schema"), letters));
    }
  }

  /** The first comparison that holds for the sensor's value. */
  private static String letter(JsonNode sensor) {
    JsonNode schema = sensor.get("condition_logic_set").get("schema");
    double value = Double.parseDouble(sensor.get("last_value").asText());
    for (JsonNode logic : schema.get("condition_logics")) {
      double limit = Double.parseDouble(logic.get("comparison_value").asText());
      if (logic.get("operator").asText().equals("<") ? value < limit : value > limit) {
        return logic.get("resulting_condition").asText();
      }
    }
    return schema.get("default_state").asText();
  }

  private static String rowThatMatches(JsonNode table, Map<String, String> letters) {
    for (JsonNode row : table.get("rows")) {
      boolean matches = true;
      for (int i = 0; i < row.get("conditions").size(); i++) {
        String name = table.get("conditions_order").get(i).asText();
        matches &= row.get("conditions").get(i).asText().equals(letters.get(name));
      }
      if (matches) {
        return row.get("state").asText();
      }
    }
    return "none";
  }

  @Test
  void screen_outs_are_occasional_and_peak_in_pressure() {
    int fracs = 0;
    int screenOuts = 0;
    for (int seed = 0; seed < 20; seed++) {
      for (Segment segment : new PadPlan(pad(seed)).segments(9102)) {
        fracs += segment.state() == State.FRAC ? 1 : 0;
        if (segment.state() == State.FRAC && segment.screenOut() != Segment.NEVER) {
          screenOuts++;
          Treatment treatment = new Treatment(new Noise(seed), segment);
          double at = segment.screenOut() - segment.start();
          assertThat(treatment.pressure(at)).isGreaterThan(treatment.pressure(at - 200) + 3000);
          assertThat(treatment.rate(at + 60)).isZero();
        }
      }
    }
    assertThat((double) screenOuts / fracs).isBetween(0.01, 0.15);
  }

  @Test
  void cadence_groups_have_their_rhythm() {
    PadPlan plan = new PadPlan(pad(3));
    SiteSimulator site = new SiteSimulator(plan, 9101, FieldTable.simulated());
    FieldTable fields = FieldTable.simulated();
    Segment frac =
        plan.segments(9101).stream()
            .filter(s -> s.state() == State.FRAC && "M1".equals(s.source()))
            .findFirst()
            .orElseThrow();
    for (long t = frac.start() + 1; t < frac.end(); t++) {
      Row row = Objects.requireNonNull(site.row(t));
      boolean up = !site.outage(t);
      assertThat(row.has(fields.require("server_measurement_latency"))).isEqualTo(up);
      assertThat(row.has(fields.require("slurry_sample_rate"))).isEqualTo(up);
      assertThat(row.has(fields.require("slurry_rate"))).isEqualTo(up && t % 10 == 0);
      assertThat(row.has(fields.require("tds"))).isEqualTo(up && t % 10 == 0);
    }
  }
}
