// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.QueryParameter;
import com.google.api.services.bigquery.model.QueryParameterType;
import com.google.api.services.bigquery.model.QueryParameterValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/** Java values as the typed parameters of a query. */
final class QueryParameters {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  private QueryParameters() {}

  static QueryParameter positional(Object value) {
    return value instanceof List<?> list
        ? array(list)
        : new QueryParameter().setParameterType(type(value)).setParameterValue(value(value));
  }

  static QueryParameter named(String name, Object value) {
    return positional(value).setName(name);
  }

  private static QueryParameter array(List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("an empty list has no element type; leave the filter out");
    }
    return new QueryParameter()
        .setParameterType(
            new QueryParameterType().setType("ARRAY").setArrayType(type(values.get(0))))
        .setParameterValue(
            new QueryParameterValue()
                .setArrayValues(values.stream().map(QueryParameters::value).toList()));
  }

  private static QueryParameterType type(Object value) {
    return new QueryParameterType().setType(columnType(value).name());
  }

  private static ColumnType columnType(Object value) {
    if (value instanceof String) {
      return ColumnType.STRING;
    } else if (value instanceof Long || value instanceof Integer) {
      return ColumnType.INT64;
    } else if (value instanceof Double) {
      return ColumnType.FLOAT64;
    } else if (value instanceof Boolean) {
      return ColumnType.BOOL;
    } else if (value instanceof Instant) {
      return ColumnType.TIMESTAMP;
    } else if (value instanceof byte[]) {
      return ColumnType.BYTES;
    }
    throw new IllegalArgumentException(
        "a query parameter cannot be of " + value.getClass().getName());
  }

  private static QueryParameterValue value(Object value) {
    String text =
        value instanceof Instant instant
            ? TIMESTAMP.format(instant)
            : value instanceof byte[] bytes
                ? Base64.getEncoder().encodeToString(bytes)
                : value.toString();
    return new QueryParameterValue().setValue(text);
  }
}
