// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.TableRow;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/** Counts the rows of a bundle that BigQuery acknowledged. */
final class ReportWrittenFn extends DoFn<TableRow, WriteReport> {
  @Serial private static final long serialVersionUID = 1L;

  private final RowReports<?> reports;
  private transient Map<Subject, Long> counts = new HashMap<>();

  private record Subject(long key, long revision) {}

  ReportWrittenFn(RowReports<?> reports) {
    this.reports = reports;
  }

  @StartBundle
  public void start() {
    counts = new HashMap<>();
  }

  @ProcessElement
  public void count(@Element TableRow row) {
    counts.merge(new Subject(reports.keyOf(row), reports.revisionOf(row)), 1L, Long::sum);
  }

  @FinishBundle
  public void report(FinishBundleContext context) {
    counts.forEach(
        (subject, rows) ->
            context.output(
                WriteReport.written(subject.key, subject.revision, rows),
                GlobalWindow.INSTANCE.maxTimestamp(),
                GlobalWindow.INSTANCE));
    counts.clear();
  }
}
