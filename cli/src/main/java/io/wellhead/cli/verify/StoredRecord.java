// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of one second of a site, by field: the form in which a record of the service and a row
 * of {@code restream_silver.measurements} can be compared. What is null or the string {@code
 * "Infinity"} is no value (ReStream API, section 3).
 *
 * @param numbers what is a number in JSON
 * @param others the text of everything else
 */
record StoredRecord(SortedMap<String, Double> numbers, SortedMap<String, String> others) {
  private static final JsonFactory JSON = new JsonFactory();

  /** What each row has, whatever the record. */
  private static final Set<String> OWN_COLUMNS =
      Set.of(
          "site_id",
          "event_time",
          "other_fields",
          "unit_system",
          "revision",
          "updated_at",
          "change_sequence");

  private static final Set<String> KEYS = Set.of("timestamp", "unix_timestamp", "site_id");

  private static final List<Column> FIELDS =
      Tables.SILVER_MEASUREMENTS.columns().stream()
          .filter(column -> !OWN_COLUMNS.contains(column.name()))
          .toList();

  private StoredRecord() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  /** Reads a record as the service gives it. */
  static StoredRecord ofJson(byte[] json) {
    StoredRecord record = new StoredRecord();
    record.addMembers(json);
    return record;
  }

  /** Reads a row of silver, of which all columns were selected. */
  static StoredRecord ofRow(QueryRow row) {
    StoredRecord record = new StoredRecord();
    for (Column column : FIELDS) {
      if (column.type() == ColumnType.FLOAT64) {
        Double number = row.number(column.name());
        if (number != null) {
          record.numbers.put(column.name(), number);
        }
      } else {
        String text = row.text(column.name());
        if (text != null) {
          record.others.put(column.name(), text);
        }
      }
    }
    String otherFields = row.text("other_fields");
    if (otherFields != null) {
      record.addMembers(otherFields.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }

  private void addMembers(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        if (KEYS.contains(name) || token == JsonToken.VALUE_NULL) {
          parser.skipChildren();
        } else if (token.isNumeric()) {
          numbers.put(name, parser.getDoubleValue());
        } else if (token.isScalarValue()) {
          if (!parser.getText().equals("Infinity")) {
            others.put(name, parser.getText());
          }
        } else {
          others.put(name, structure(parser));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not a JSON object", e);
    }
  }

  /** The tokens of an object or array, whatever the blanks between them. */
  private static String structure(JsonParser parser) throws IOException {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      text.append(parser.getText()).append(' ');
    } while (depth > 0 && parser.nextToken() != null);
    return text.toString().strip();
  }

  /** Names of the fields in which the other one differs, or that only one of them has. */
  SortedSet<String> differences(StoredRecord other) {
    SortedSet<String> names = new TreeSet<>(numbers.keySet());
    names.addAll(others.keySet());
    names.addAll(other.numbers.keySet());
    names.addAll(other.others.keySet());
    names.removeIf(name -> value(name).equals(other.value(name)));
    return names;
  }

  /** The value as text; empty if there is none. */
  String value(String field) {
    Double number = numbers.get(field);
    return number == null ? Objects.requireNonNullElse(others.get(field), "") : number.toString();
  }
}
