// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.control;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the sandbox has done since it was made. Thread-safe; survives a restart of the sandbox. */
public final class Counters {

  /** What is counted. */
  public enum Name {
    /** AppendRows requests. */
    APPENDS,
    /** Rows in AppendRows requests that were accepted: durable when they are counted. */
    ROWS,
    /** Rows that were refused. */
    ROW_ERRORS,
    /** Write streams made. */
    STREAMS,
    /** REST requests, those below {@code /sandbox/} left out. */
    REST_REQUESTS,
    /** Faults that struck. */
    FAULTS
  }

  private final Map<Name, LongAdder> values = new EnumMap<>(Name.class);

  public Counters() {
    for (Name name : Name.values()) {
      values.put(name, new LongAdder());
    }
  }

  public long get(Name name) {
    return adder(name).sum();
  }

  public void add(Name name) {
    add(name, 1);
  }

  public void add(Name name, long count) {
    adder(name).add(count);
  }

  private LongAdder adder(Name name) {
    LongAdder adder = values.get(name);
    if (adder == null) {
      throw new IllegalStateException("no counter " + name);
    }
    return adder;
  }
}
