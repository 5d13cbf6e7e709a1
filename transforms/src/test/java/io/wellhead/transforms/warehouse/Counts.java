// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.metrics.BoundedTrie;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.metrics.StringSet;

/** Counters outside of a pipeline. */
@SuppressWarnings("serial") // never leaves its test
final class Counts implements MetricsContainer {
  private final Map<MetricName, AtomicLong> counters = new HashMap<>();

  /** Those above zero, by their names. */
  Map<String, Long> above() {
    Map<String, Long> above = new TreeMap<>();
    counters.forEach(
        (name, count) -> {
          if (count.get() > 0) {
            above.put(name.getName(), count.get());
          }
        });
    return above;
  }

  @Override
  public Counter getCounter(MetricName name) {
    AtomicLong count = counters.computeIfAbsent(name, made -> new AtomicLong());
    return new Counter() {
      @Override
      public void inc() {
        inc(1);
      }

      @Override
      public void inc(long n) {
        count.addAndGet(n);
      }

      @Override
      public void dec() {
        inc(-1);
      }

      @Override
      public void dec(long n) {
        inc(-n);
      }

      @Override
      public MetricName getName() {
        return name;
      }
    };
  }

  @Override
  public Distribution getDistribution(MetricName name) {
    throw new UnsupportedOperationException(name.toString());
  }

  @Override
  public Gauge getGauge(MetricName name) {
    throw new UnsupportedOperationException(name.toString());
  }

  @Override
  public StringSet getStringSet(MetricName name) {
    throw new UnsupportedOperationException(name.toString());
  }

  @Override
  public BoundedTrie getBoundedTrie(MetricName name) {
    throw new UnsupportedOperationException(name.toString());
  }
}
