// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.records.FieldSpec;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.world.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recorded measurement records as rows that are written exactly as they were recorded. */
final class RecordedData {

  private final FieldTable fields;
  private final Map<Long, Map<Long, Row>> bySite = new HashMap<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  RecordedData(ArrayNode records, ArrayNode catalogue) {
    this.fields = table(records, catalogue);
    for (JsonNode record : records) {
      Row row = row((ObjectNode) record);
      bySite.computeIfAbsent(row.siteId(), site -> new HashMap<>()).put(row.second(), row);
      first = Math.min(first, row.second());
      last = Math.max(last, row.second());
    }
  }

  FieldTable fields() {
    return fields;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  RowSource rows(long siteId) {
    Map<Long, Row> rows = bySite.getOrDefault(siteId, Map.of());
    return rows::get;
  }

  /** Without the fields whose prefix names another source. */
  Row restricted(Row row, List<String> sources) {
    double[] values = row.copyOfValues();
    for (int i = 0; i < values.length; i++) {
      String name = fields.numbers().get(i).name();
      boolean prefixed = name.matches("M[0-9]+_.*");
      if (prefixed && !sources.contains(name.substring(0, name.indexOf('_')))) {
        values[i] = Double.NaN;
      }
    }
    return row.withValues(values);
  }

  private static FieldTable table(ArrayNode records, ArrayNode catalogue) {
    Map<String, JsonNode> described = new HashMap<>();
    catalogue.forEach(entry -> described.putIfAbsent(entry.path("name").asText(), entry));
    Set<String> numbers = new LinkedHashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode record : records) {
      for (Map.Entry<String, JsonNode> field : record.properties()) {
        if (field.getValue().isTextual()) {
          texts.add(field.getKey());
        } else if (!field.getKey().equals("timestamp") && !field.getKey().equals("site_id")) {
          numbers.add(field.getKey());
        }
      }
    }
    List<FieldSpec> specs = new ArrayList<>();
    for (String name : numbers) {
      JsonNode entry = described.get(name);
      FieldSpec plain = FieldSpec.plain(name);
      specs.add(
          entry == null
              ? plain
              : plain.withUnits(text(entry, "imperial_unit"), text(entry, "si_unit")));
    }
    return new FieldTable(specs, List.copyOf(texts));
  }

  private static @Nullable String text(JsonNode entry, String key) {
    return entry.path(key).isTextual() ? entry.get(key).asText() : null;
  }

  private Row row(ObjectNode record) {
    double[] values = new double[fields.numbers().size()];
    Arrays.fill(values, Double.NaN);
    @Nullable String[] texts = new @Nullable String[fields.texts().size()];
    ObjectNode numbers = Json.object();
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      int index = fields.indexOf(field.getKey());
      if (index >= 0) {
        values[index] = field.getValue().asDouble();
        numbers.set(field.getKey(), field.getValue());
      } else if (field.getValue().isTextual()) {
        texts[fields.texts().indexOf(field.getKey())] = field.getValue().asText();
      }
    }
    String inner = new String(Json.bytes(numbers), StandardCharsets.UTF_8);
    String body = numbers.isEmpty() ? "" : "," + inner.substring(1, inner.length() - 1);
    return new Row(
        record.path("timestamp").asLong(),
        record.path("site_id").asLong(Row.NO_SITE),
        values,
        texts,
        body.getBytes(StandardCharsets.UTF_8));
  }
}
