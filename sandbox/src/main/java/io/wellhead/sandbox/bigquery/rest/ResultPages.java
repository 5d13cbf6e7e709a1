// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.wellhead.sandbox.bigquery.sql.RestRows;
import io.wellhead.sandbox.bigquery.sql.TimestampFormat;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.util.List;

/** Pages of result rows. */
final class ResultPages {
  /** BigQuery's limit of one answer. */
  private static final long LARGEST_PAGE_CHARACTERS = 10_000_000;

  private ResultPages() {}

  static void schema(ObjectNode response, List<Field> fields) {
    ArrayNode list = response.putObject("schema").putArray("fields");
    fields.forEach(f -> RestRows.describe(f, list.addObject()));
  }

  /**
   * Puts rows from {@code start} on, as many as asked for and as fit, and a token if there are
   * more.
   */
  static void rows(
      ObjectNode response,
      List<String> rows,
      long start,
      long maxResults,
      TimestampFormat timestamps) {
    ArrayNode page = Resources.JSON.createArrayNode();
    int from = (int) Math.min(start, rows.size());
    int end = (int) Math.min(rows.size(), from + maxResults);
    long characters = 0;
    int at = from;
    while (at < end && characters < LARGEST_PAGE_CHARACTERS) {
      String row = timestamps.render(rows.get(at++));
      characters += row.length();
      page.addRawValue(new RawValue(row));
    }
    if (!page.isEmpty()) {
      response.set("rows", page);
    }
    if (at < rows.size()) {
      response.put("pageToken", Integer.toString(at));
    }
  }

  static TimestampFormat timestamps(JsonNode formatOptions) {
    String format = formatOptions.path("timestampOutputFormat").asText("");
    return timestamps(format, formatOptions.path("useInt64Timestamp").asBoolean(false));
  }

  static TimestampFormat timestamps(Request request) {
    return timestamps(
        request.query("formatOptions.timestampOutputFormat").orElse(""),
        request.flag("formatOptions.useInt64Timestamp"));
  }

  private static TimestampFormat timestamps(String format, boolean int64) {
    return switch (format) {
      case "", "TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED" ->
          int64 ? TimestampFormat.INT64 : TimestampFormat.FLOAT64;
      case "FLOAT64" -> TimestampFormat.FLOAT64;
      case "INT64" -> TimestampFormat.INT64;
      case "ISO8601_STRING" -> TimestampFormat.ISO8601_STRING;
      default ->
          throw ServiceError.invalid(
              "Invalid value for timestampOutputFormat: "
                  + format
                  + "; accepted: FLOAT64, INT64, ISO8601_STRING");
    };
  }

  static long start(Request request) {
    return request.number("pageToken").or(() -> request.number("startIndex")).orElse(0L);
  }

  static long maxResults(Request request) {
    return request.number("maxResults").orElse((long) Integer.MAX_VALUE);
  }
}
