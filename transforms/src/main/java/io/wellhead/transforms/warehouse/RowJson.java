// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.model.TableRow;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON text of a row of BigQuery's REST API. */
final class RowJson {
  private RowJson() {}

  static String of(TableRow row) {
    try {
      return GsonFactory.getDefaultInstance().toString(row);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
  }
}
