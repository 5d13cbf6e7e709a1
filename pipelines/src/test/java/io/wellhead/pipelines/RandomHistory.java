// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.changes.Corrections;
import io.wellhead.sandbox.restream.world.StageEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What the vendor does to the stored data and stages of one site, and when: a script that a seed
 * decides. The intervals lie anywhere in what is stored by then, so they overlap, repeat and undo
 * each other.
 */
final class RandomHistory {
  private static final List<String> FIELDS =
      List.of("server_measurement_latency", "surface_treating_pressure", "slurry_rate", "wl_depth");

  /**
   * Does something to stored data, and gives the id of the change; bounds lie in what is stored.
   */
  private interface Edit {
    long make(Corrections corrections, long site);
  }

  private static final long NO_CHANGE = -1;

  /**
   * One act of the vendor.
   *
   * @param at the newest second when it happens
   */
  private record Act(long at, String what, Edit edit) {
    Act notBefore(long earliest) {
      return new Act(Math.max(at, earliest), what, edit);
    }
  }

  private final long site;
  private final Deque<Act> acts;
  private final List<Long> changeIds = new ArrayList<>();

  private RandomHistory(long site, List<Act> acts) {
    this.site = site;
    this.acts = new ArrayDeque<>(acts);
  }

  /**
   * A history of up to five corrections, and of a stage that is moved twice.
   *
   * @param stage first second of a stage that has ended; empty if there is none
   */
  static RandomHistory of(
      RestreamSandbox restream,
      RandomGenerator random,
      long site,
      OptionalLong stage,
      long first,
      long last) {
    List<Act> acts = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      acts.add(act(random, first, random.nextLong(first + 20, last + 1)));
    }
    if (stage.isPresent()) {
      long half = first + (last - first) / 2;
      long start = random.nextLong(first, half - 10);
      acts.add(move(restream, stage.getAsLong(), start, random.nextLong(start + 5, half)));
      long again = random.nextLong(first, last - 10);
      long end = random.nextLong(again + 5, last);
      acts.add(move(restream, start, again, end).notBefore(half + 1));
    }
    acts.sort(Comparator.comparingLong(Act::at));
    return new RandomHistory(site, acts);
  }

  /** Moves a stage into data that are stored by then. */
  private static Act move(RestreamSandbox restream, long stage, long start, long end) {
    return new Act(
        end + 1,
        "stage " + stage + " to " + start + ".." + end,
        (corrections, site) -> {
          restream.stages().change(site, stage, StageEdit.move(start, end));
          return NO_CHANGE;
        });
  }

  private static Act act(RandomGenerator random, long first, long at) {
    long from = random.nextLong(first, at);
    // Short ones and ones up to the newest second; the latter meet the data that are coming.
    long to = random.nextBoolean() ? Math.min(at - 1, from + random.nextLong(30)) : at - 1;
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    long room = at - 1 - to;
    String where = " " + from + ".." + to;
    return switch (random.nextInt(7)) {
      case 0 -> new Act(at, "delete" + where, (c, s) -> c.delete(s, from, to));
      case 1 -> new Act(at, "delete " + field + where, (c, s) -> c.deleteField(s, field, from, to));
      case 2 -> {
        double factor = random.nextDouble(0.5, 2);
        yield new Act(at, "scale " + field + where, (c, s) -> c.scale(s, field, factor, from, to));
      }
      case 3 -> {
        double value = random.nextInt(100);
        yield new Act(at, "set " + field + where, (c, s) -> c.set(s, field, value, from, to));
      }
      case 4, 5 -> {
        long shift = room == 0 ? first - from : random.nextLong(1, room + 1);
        yield shift == 0
            ? new Act(at, "delete" + where, (c, s) -> c.delete(s, from, to))
            : new Act(at, "move by " + shift + where, (c, s) -> c.move(s, from, to, shift));
      }
      default -> {
        long shift = room == 0 ? first - from : random.nextLong(1, room + 1);
        yield shift == 0
            ? new Act(at, "set " + field + where, (c, s) -> c.set(s, field, 1, from, to))
            : new Act(at, "copy by " + shift + where, (c, s) -> c.copy(s, from, to, shift));
      }
    };
  }

  /** Does what is due by then. */
  void play(RestreamSandbox restream, long newest) {
    while (!acts.isEmpty() && acts.peek().at() <= newest) {
      Act act = acts.remove();
      try {
        long id = act.edit.make(restream.corrections(), site);
        if (id != NO_CHANGE) {
          changeIds.add(id);
        }
      } catch (IllegalArgumentException e) {
        throw new AssertionError("site " + site + ": " + act.what, e);
      }
    }
  }

  /** The changes made so far. */
  List<Long> changeIds() {
    return List.copyOf(changeIds);
  }

  @Override
  public String toString() {
    return "site " + site + ": " + acts;
  }
}
