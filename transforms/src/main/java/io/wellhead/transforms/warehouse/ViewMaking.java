// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.ViewDefinition;
import java.util.Objects;

/** Makes a view, or gives it another query; see {@link TableMaker#make(View)}. */
final class ViewMaking {
  private static final int PRECONDITION_FAILED = 412;

  /** Others that make the same view make it alike: who comes second finds nothing to do. */
  private static final int ATTEMPTS = 10;

  private final TableCalls calls;
  private final View view;

  ViewMaking(TableCalls calls, View view) {
    this.calls = calls;
    this.view = view;
  }

  void run() throws WarehouseException {
    for (int attempt = 1; ; attempt++) {
      try {
        make();
        return;
      } catch (WarehouseException e) {
        if (e.status() != PRECONDITION_FAILED || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void make() throws WarehouseException {
    Table wanted =
        new Table()
            .setDescription(view.description())
            .setView(new ViewDefinition().setQuery(view.query()).setUseLegacySql(false));
    TableCalls.Found found = calls.findOrInsert(view.name(), wanted);
    if (found.made()) {
      return;
    }
    Table there = found.table();
    if (there.getView() == null) {
      throw new IncompatibleTableException(view.name());
    }
    // BigQuery tells a view's columns as they were when its query was set.
    boolean same =
        there.getView().getQuery().equals(view.query())
            && Objects.equals(there.getDescription(), view.description())
            && FieldSchemas.of(there).size() == view.columns();
    if (!same) {
      calls.patch(view.name(), wanted, there.getEtag());
    }
  }
}
