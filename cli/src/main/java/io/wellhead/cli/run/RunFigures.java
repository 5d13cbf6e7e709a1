// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a running pipeline has counted so far.
 *
 * @param read records read from ReStream, or events read from change files
 * @param duplicates records that came again and were left out
 * @param deadLetters what could not be processed
 * @param rows rows given to the tables, by step
 * @param lagMillis sum of the times from event to arrival of the samples so far
 * @param lagSamples number of these samples
 */
record RunFigures(
    long read,
    long duplicates,
    long deadLetters,
    Map<String, Long> rows,
    long lagMillis,
    long lagSamples) {

  RunFigures {
    rows = Map.copyOf(rows);
  }

  static RunFigures of(PipelineResult result) {
    MetricQueryResults metrics = result.metrics().queryMetrics(MetricsFilter.builder().build());
    long read = 0;
    long duplicates = 0;
    Map<String, Long> rows = new TreeMap<>();
    for (MetricResult<Long> counter : metrics.getCounters()) {
      long value = counter.getAttempted();
      switch (counter.getName().getName()) {
        case "records_read_count", "records_corrected_count", "events_read_count" -> read += value;
        case "duplicate_records_count" -> duplicates += value;
        case "rows_encoded_count" -> rows.merge(topStep(counter), value, Long::sum);
        default -> {}
      }
    }
    long lagMillis = 0;
    long lagSamples = 0;
    for (MetricResult<DistributionResult> distribution : metrics.getDistributions()) {
      if (distribution.getName().getName().equals("event_lag_ms")) {
        lagMillis += distribution.getAttempted().getSum();
        lagSamples += distribution.getAttempted().getCount();
      }
    }
    Long deadLetters = rows.remove(DEAD_LETTERS);
    return new RunFigures(
        read, duplicates, deadLetters == null ? 0 : deadLetters, rows, lagMillis, lagSamples);
  }

  private static final String DEAD_LETTERS = "Write dead letters";

  long rowsInAll() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The pipeline's own name of the step that has the transform inside. */
  private static String topStep(MetricResult<?> metric) {
    String step = metric.getKey().stepName();
    int end = step.indexOf('/');
    return end < 0 ? step : step.substring(0, end);
  }
}
