// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import java.util.List;

/**
 * One of the seven tables.
 *
 * @param schema of the database
 * @param key the key's column, a text
 * @param keyPrefix begins the values of the key
 */
record WorkTable(
    String schema, String name, String key, String keyPrefix, List<WorkColumn> columns) {
  WorkTable {
    columns = List.copyOf(columns);
  }

  String fullName() {
    return schema + "." + name;
  }

  String createStatement() {
    StringBuilder statement = new StringBuilder("CREATE TABLE ");
    statement.append(fullName()).append(" (").append(key).append(" text PRIMARY KEY");
    for (WorkColumn column : columns) {
      statement.append(", ").append(column.name()).append(' ').append(column.type());
    }
    return statement.append(')').toString();
  }
}
