// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.control;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Faults to come, in the order of their injection. Thread-safe; survives a restart of the sandbox.
 */
public final class Faults {
  private final List<Pending> pending = new ArrayList<>();
  private final Counters counters;

  private static final class Pending {
    private final FaultRule rule;
    private int left;

    private Pending(FaultRule rule) {
      this.rule = rule;
      this.left = rule.times();
    }
  }

  public Faults(Counters counters) {
    this.counters = counters;
  }

  /** Strikes the next {@code times} AppendRows requests. */
  public void inject(Fault fault, int times) {
    inject(FaultRule.of(fault, Call.APPEND_ROWS, times));
  }

  public synchronized void inject(FaultRule rule) {
    pending.add(new Pending(rule));
  }

  /** Takes back all faults that have not struck yet. */
  public synchronized void clear() {
    pending.clear();
  }

  /** How many calls are still to be struck. */
  public synchronized int pending() {
    return pending.stream().mapToInt(p -> p.left).sum();
  }

  /** The rules that still strike, in order. */
  public synchronized List<FaultRule> rules() {
    return pending.stream()
        .map(
            p ->
                new FaultRule(
                    p.rule.fault(), p.rule.call(), p.rule.table(), p.left, p.rule.delay()))
        .toList();
  }

  /**
   * The fault that strikes this call, if any; it counts as struck.
   *
   * @param table {@code dataset.table} that the call is about, or null
   */
  public synchronized Optional<FaultRule> next(Call call, @Nullable String table) {
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      Pending candidate = all.next();
      if (candidate.rule.strikes(call, table)) {
        if (--candidate.left == 0) {
          all.remove();
        }
        counters.add(Counters.Name.FAULTS);
        return Optional.of(candidate.rule);
      }
    }
    return Optional.empty();
  }
}
