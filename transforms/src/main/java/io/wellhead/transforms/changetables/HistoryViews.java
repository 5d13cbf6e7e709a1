// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.IncompatibleTableException;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.View;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps the views that tell from when to when each version of a row held. A version ends where the
 * next one of its key begins, so events that come late move the ends of those before them: a table
 * that takes changes by key could not be corrected so.
 */
final class HistoryViews {
  static final String VALID_FROM = MetadataColumn.PREFIX + "valid_from";
  static final String VALID_TO = MetadataColumn.PREFIX + "valid_to";
  static final String IS_CURRENT = MetadataColumn.PREFIX + "is_current";

  private static final String VERSIONS = "_versions";

  private final TableMaker maker;

  HistoryViews(TableMaker maker) {
    this.maker = maker;
  }

  /** The table of all versions, by that of the current state. */
  static TableName versions(TableName silver) {
    return new TableName(silver.dataset(), silver.table() + VERSIONS);
  }

  /** The view of such a table. */
  static TableName view(TableName versions) {
    String name = versions.table();
    return new TableName(
        versions.dataset(), name.substring(0, name.length() - VERSIONS.length()) + "_history");
  }

  /**
   * A table of versions was made or changed: its view follows.
   *
   * @throws SchemaConflictException if a table has the name of the view
   */
  void follow(TableDefinition versions) throws WarehouseException {
    TableName name = view(versions.tableName());
    List<String> columns = columns(versions);
    try {
      maker.make(
          new View(
              name,
              "Versions of rows and when they held: from "
                  + VALID_FROM
                  + " until before "
                  + VALID_TO
                  + ", which is null of those that hold still.",
              query(versions, columns),
              columns.size() + 3));
    } catch (IncompatibleTableException e) {
      throw new SchemaConflictException(e.getMessage() + ": rename or drop it");
    }
  }

  /** Those of rows; every row of the view is one that was not deleted. */
  private static List<String> columns(TableDefinition versions) {
    List<String> columns = new ArrayList<>();
    for (Column column : versions.columns()) {
      if (!column.name().equalsIgnoreCase(MetadataColumn.DELETED.columnName())) {
        columns.add("v." + quote(column.name()));
      }
    }
    return columns;
  }

  private String query(TableDefinition versions, List<String> columns) {
    String key =
        versions.primaryKey().stream()
            .filter(column -> !column.equals(MetadataColumn.SEQUENCE.columnName()))
            .map(HistoryViews::quote)
            .collect(Collectors.joining(", "));
    return """
    SELECT %s, v.`%s` AS `%s`, v.`%s`, v.`%s` IS NULL AS `%s`
    FROM (
      SELECT *, LEAD(`%s`) OVER (PARTITION BY %s ORDER BY `%s`) AS `%s`
      FROM %s
    ) AS v
    WHERE NOT v.`%s`\
    """
        .formatted(
            String.join(", ", columns),
            MetadataColumn.SOURCE_TIMESTAMP.columnName(),
            VALID_FROM,
            VALID_TO,
            VALID_TO,
            IS_CURRENT,
            MetadataColumn.SOURCE_TIMESTAMP.columnName(),
            key,
            MetadataColumn.SEQUENCE.columnName(),
            VALID_TO,
            maker.sqlName(versions.tableName()),
            MetadataColumn.DELETED.columnName());
  }

  private static String quote(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }
}
