// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.RowWriter;
import java.util.Locale;

/** What a row of a current-state table tells of the event that it comes from. */
enum MetadataColumn {
  UUID(ColumnType.STRING, "Identity of the newest event of the row, as Datastream emitted it."),
  SOURCE_TIMESTAMP(
      ColumnType.TIMESTAMP, "When the source changed the row; of a backfill, when it was read."),
  READ_TIMESTAMP(ColumnType.TIMESTAMP, "When Datastream read the event."),
  READ_METHOD(ColumnType.STRING, "How it was read, such as mysql-cdc-binlog."),
  CHANGE_TYPE(ColumnType.STRING, "What the source says of the change, such as UPDATE-INSERT."),
  DELETED(ColumnType.BOOL, "Whether the row is deleted in the source and kept here."),
  ROW_ID(ColumnType.STRING, "Oracle's row id, which is the key of a table that has none."),
  KEY(
      ColumnType.STRING,
      "The key's values as one text, each with its length before it: the key of tables whose own"
          + " key BigQuery does not take."),
  NOTES(ColumnType.JSON, "By column, why a value that the source has is missing here."),
  SEQUENCE(
      ColumnType.STRING,
      "Place of the event in the order of changes: the row with the highest is the current one.");

  static final String PREFIX = "_metadata_";

  private final String columnName = PREFIX + name().toLowerCase(Locale.ROOT);
  private final ColumnType type;
  private final String description;

  MetadataColumn(ColumnType type, String description) {
    this.type = type;
    this.description = description;
  }

  String columnName() {
    return columnName;
  }

  Column column() {
    return new Column(columnName, type, false, description);
  }

  /** Sets those columns that follow from the event alone. */
  static void write(ChangeEvent event, RowWriter row) {
    row.set(UUID.columnName(), event.uuid())
        .set(READ_METHOD.columnName(), event.readMethod())
        .set(CHANGE_TYPE.columnName(), event.source().changeType())
        .set(SOURCE_TIMESTAMP.columnName(), event.sourceTime())
        .set(READ_TIMESTAMP.columnName(), event.readTime());
  }
}
