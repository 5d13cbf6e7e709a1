// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serial;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryStorageApiInsertError;
import org.apache.beam.sdk.transforms.DoFn;

/** Reports a row that BigQuery refused; such a row has all its columns. */
final class ReportRejectedFn extends DoFn<BigQueryStorageApiInsertError, WriteReport> {
  @Serial private static final long serialVersionUID = 1L;

  private final RowReports<?> reports;
  private final WarehouseTarget target;

  ReportRejectedFn(RowReports<?> reports, WarehouseTarget target) {
    this.reports = reports;
    this.target = target;
  }

  @ProcessElement
  public void report(
      @Element BigQueryStorageApiInsertError error, OutputReceiver<WriteReport> out) {
    out.output(
        WriteReport.rejected(
            reports.keyOf(error.getRow()),
            reports.revisionOf(error.getRow()),
            RowWrite.step(error, target) + ": " + error.getErrorMessage()));
  }
}
