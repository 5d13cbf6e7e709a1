// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.RowFormat;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import java.io.Serial;
import java.util.List;
import java.util.Set;

/** The columns of {@code restream_silver.measurements}, and how a measurement fills them. */
final class SilverFormat implements RowFormat<SilverMeasurement> {
  @Serial private static final long serialVersionUID = 1L;

  /** Columns that are not promoted fields, though their type could be one. */
  private static final Set<String> OWN = Set.of("unit_system", "change_sequence");

  private final PromotedFields promoted = promotedFields(Tables.SILVER_MEASUREMENTS);
  private final String unitSystem;

  SilverFormat(String unitSystem) {
    this.unitSystem = unitSystem;
  }

  /** Every FLOAT64 and STRING column of the schema file: adding a column promotes the field. */
  static PromotedFields promotedFields(TableDefinition table) {
    return new PromotedFields(
        columns(table, ColumnType.FLOAT64), columns(table, ColumnType.STRING));
  }

  private static List<String> columns(TableDefinition table, ColumnType type) {
    return table.columns().stream()
        .filter(column -> column.type() == type && !OWN.contains(column.name()))
        .map(column -> column.name())
        .toList();
  }

  @Override
  public void write(SilverMeasurement silver, RowWriter row) {
    Measurement measurement = silver.measurement();
    row.set("site_id", measurement.siteId())
        .setEpochSecond("event_time", measurement.eventTime())
        .set("unit_system", unitSystem)
        .set("revision", SilverMeasurement.revision(measurement))
        .set("other_fields", silver.otherFields());
    double[] numbers = silver.numbers();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i])) {
        row.set(promoted.numbers().get(i), numbers[i]);
      }
    }
    for (int i = 0; i < silver.texts().length; i++) {
      row.set(promoted.texts().get(i), silver.texts()[i]);
    }
  }
}
