// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.FieldType;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs GoogleSQL on the warehouse. */
public final class QueryRunner {
  private static final JsonFactory JSON = new JsonFactory();

  private final Warehouse warehouse;

  public QueryRunner(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Puts a field into a JSON schema. */
  public static void describe(Field field, ObjectNode node) {
    ResultType.describe(field, node);
  }

  public QueryResult run(String project, String sql) {
    try {
      return warehouse.read(connection -> run(connection, sql.replace("`", "\"")));
    } catch (SQLException e) {
      throw new ServiceError(ServiceError.Reason.INVALID_QUERY, String.valueOf(e.getMessage()), e);
    }
  }

  /** Runs a query and gives its rows as Java values. */
  public List<Map<String, @Nullable Object>> rows(String project, String sql) {
    try {
      return warehouse.read(
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.replace("`", "\""));
                ResultSet result = statement.executeQuery()) {
              return JavaRows.read(result);
            }
          });
    } catch (SQLException e) {
      throw new ServiceError(ServiceError.Reason.INVALID_QUERY, String.valueOf(e.getMessage()), e);
    }
  }

  private static QueryResult run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      List<Field> fields = fields(result.getMetaData());
      CellWriter cells = new CellWriter(CellWriter.TimestampFormat.FLOAT64);
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result, fields, cells));
      }
      return new QueryResult(fields, rows, -1);
    }
  }

  private static List<Field> fields(ResultSetMetaData metadata) throws SQLException {
    List<Field> fields = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      fields.add(ResultType.parse(metadata.getColumnLabel(i), metadata.getColumnTypeName(i)));
    }
    return fields;
  }

  private static String row(ResultSet result, List<Field> fields, CellWriter cells)
      throws SQLException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeArrayFieldStart("f");
      for (int i = 0; i < fields.size(); i++) {
        Field field = fields.get(i);
        boolean dateTime = field.type() == FieldType.DATETIME && !field.repeated();
        // As java.sql.Timestamp it would pass through the JVM's time zone.
        Object value =
            dateTime ? result.getObject(i + 1, LocalDateTime.class) : result.getObject(i + 1);
        cells.cell(out, field, value);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }
}
