// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.Field;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Results as the REST API writes them: {@code {"f": [{"v": ...}]}}. */
public final class RestRows {
  private static final JsonFactory JSON = new JsonFactory();

  private RestRows() {}

  /** Puts a field into a JSON schema. */
  public static void describe(Field field, ObjectNode node) {
    ResultType.describe(field, node);
  }

  static QueryResult read(ResultSet result, List<Field> fields) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(row(result, fields));
    }
    return new QueryResult("SELECT", fields, rows, -1);
  }

  private static String row(ResultSet result, List<Field> fields) throws SQLException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeArrayFieldStart("f");
      for (int i = 0; i < fields.size(); i++) {
        CellWriter.cell(out, fields.get(i), JavaRows.value(result, i, fields.get(i)));
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }
}
