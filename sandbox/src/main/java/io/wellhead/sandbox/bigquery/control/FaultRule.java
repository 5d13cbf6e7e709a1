// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.control;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault that strikes the next so many calls of a kind.
 *
 * @param table {@code dataset.table} to which it is limited, or null for every table
 * @param times how many calls it strikes, at least 1
 * @param delay of {@link Fault#SLOW}; else not used
 */
public record FaultRule(Fault fault, Call call, @Nullable String table, int times, Duration delay) {
  private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
  private static final Set<Fault> APPEND_ONLY =
      Set.of(Fault.SCHEMA_MISMATCH, Fault.REJECT_ROW, Fault.CONNECTION_EXHAUSTED);

  public FaultRule {
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(call, "call");
    if (times < 1) {
      throw new IllegalArgumentException("times is " + times + "; accepted: 1 or more");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay is " + delay + "; accepted: zero or more");
    }
    if (APPEND_ONLY.contains(fault) && call != Call.APPEND_ROWS) {
      throw new IllegalArgumentException(fault + " strikes APPEND_ROWS only, not " + call);
    }
  }

  public static FaultRule of(Fault fault, Call call, int times) {
    return new FaultRule(fault, call, null, times, DEFAULT_DELAY);
  }

  /** The same fault for one table, {@code dataset.table}. */
  public FaultRule inTable(String datasetAndTable) {
    return new FaultRule(fault, call, datasetAndTable, times, delay);
  }

  public FaultRule withDelay(Duration newDelay) {
    return new FaultRule(fault, call, table, times, newDelay);
  }

  boolean strikes(Call called, @Nullable String calledTable) {
    return call == called && (table == null || table.equals(calledTable));
  }
}
