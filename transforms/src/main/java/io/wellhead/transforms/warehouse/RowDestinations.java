// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.TableSchema;
import java.io.Serial;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.gcp.bigquery.DynamicDestinations;
import org.apache.beam.sdk.io.gcp.bigquery.TableDestination;
import org.apache.beam.sdk.values.ValueInSingleWindow;
import org.jspecify.annotations.Nullable;

/** Sends rows to the tables that they name, which all have one shape. */
final class RowDestinations extends DynamicDestinations<EncodedRow, TableName> {
  @Serial private static final long serialVersionUID = 1L;

  private final TableDefinition shape;
  private final WarehouseTarget target;

  RowDestinations(TableDefinition shape, WarehouseTarget target) {
    this.shape = shape;
    this.target = target;
  }

  @Override
  public TableName getDestination(@Nullable ValueInSingleWindow<EncodedRow> element) {
    EncodedRow row = requireNonNull(requireNonNull(element, "element").getValue(), "row");
    return requireNonNull(row.table(), "table");
  }

  @Override
  public Coder<TableName> getDestinationCoder() {
    return TableNameCoder.of();
  }

  @Override
  public TableDestination getTable(TableName destination) {
    return new TableDestination(target.reference(shape.at(destination)), null);
  }

  @Override
  public TableSchema getSchema(TableName destination) {
    return RowWrite.writtenSchema(shape);
  }
}
