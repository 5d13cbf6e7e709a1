// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents of MongoDB, which events have as the text of one column. */
final class Documents {
  /** The column that holds the document. */
  static final String COLUMN = "data";

  private static final String ID = "_id";
  private static final String ORIGINAL = "data_original";

  private Documents() {}

  /** Whether there is a document. */
  static boolean isIn(Payload payload) {
    int place = ColumnFinder.find(COLUMN, payload.schema().columns());
    return place >= 0 && payload.values().get(place) != null;
  }

  /**
   * The payload with the members of its document as columns, not made plain. Its id is left out: it
   * is a column already.
   *
   * @return null if the document is no JSON object
   */
  static @Nullable Payload open(Payload payload) {
    int place = ColumnFinder.find(COLUMN, payload.schema().columns());
    String document = PlainText.of(requireNonNull(payload.values().get(place), "a document"));
    try {
      return replace(payload, place, members(document), UnifiedType.UNTYPED, Map.of());
    } catch (IOException e) {
      return null;
    }
  }

  /** The payload without its document. */
  static Payload leaveOut(Payload payload) {
    int place = ColumnFinder.find(COLUMN, payload.schema().columns());
    return replace(payload, place, Map.of(), UnifiedType.UNTYPED, Map.of());
  }

  /** The opposite of {@link #open}: columns that the schema before does not have become members. */
  static Payload close(Payload open, PayloadSchema before) {
    List<PayloadColumn> columns = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < open.values().size(); i++) {
      PayloadColumn column = open.schema().columns().get(i);
      boolean member =
          column.name().equals(COLUMN)
              || before.columns().stream().noneMatch(one -> one.name().equals(column.name()));
      if (member) {
        members.put(column.name(), open.values().get(i));
      } else {
        columns.add(column);
        values.add(open.values().get(i));
      }
    }
    columns.add(PayloadColumn.of(COLUMN, UnifiedType.JSON));
    values.add(new JsonText(EventJson.text(members)));
    return new Payload(new PayloadSchema(columns), values);
  }

  /**
   * The payload as the settings want it: the document made plain, and in columns if they say so.
   */
  static Payload shape(Payload payload, TableEntry table) {
    int place = ColumnFinder.find(COLUMN, payload.schema().columns());
    Payload named = withPlainId(payload);
    if (place < 0) {
      return named;
    }
    Object document = named.values().get(place);
    boolean original = Boolean.TRUE.equals(table.mongodbOriginal());
    Map<String, @Nullable Object> beside = new LinkedHashMap<>();
    if (original) {
      beside.put(ORIGINAL, document == null ? null : new JsonText(PlainText.of(document)));
    }
    try {
      String plain = document == null ? null : ExtendedJson.relaxed(PlainText.of(document));
      if (table.mongodb() == DocumentForm.FLATTENED) {
        return replace(
            named, place, plain == null ? Map.of() : members(plain), UnifiedType.UNTYPED, beside);
      }
      Map<String, @Nullable Object> whole = new LinkedHashMap<>();
      whole.put(COLUMN, plain == null ? null : new JsonText(plain));
      return replace(named, place, whole, UnifiedType.JSON, beside);
    } catch (IOException e) {
      // No JSON: it stays what it is, for a column of type STRING or a dead letter.
      return named;
    }
  }

  /** The id without the braces and quotes that tell its type. */
  private static Payload withPlainId(Payload payload) {
    int place = ColumnFinder.find(ID, payload.schema().columns());
    Object id = place < 0 ? null : payload.values().get(place);
    if (id == null) {
      return payload;
    }
    try {
      Object plain = JsonValues.plain(new JsonText(ExtendedJson.relaxed(PlainText.of(id))));
      if (plain == null) {
        return payload;
      }
      List<@Nullable Object> values = new ArrayList<>(payload.values());
      values.set(place, PlainText.of(plain));
      return new Payload(payload.schema(), values);
    } catch (IOException e) {
      return payload;
    }
  }

  /** Puts columns of members in the place of another, and typed ones behind all. */
  private static Payload replace(
      Payload payload,
      int place,
      Map<String, @Nullable Object> members,
      UnifiedType type,
      Map<String, @Nullable Object> beside) {
    List<PayloadColumn> columns = new ArrayList<>(payload.schema().columns());
    List<@Nullable Object> values = new ArrayList<>(payload.values());
    columns.remove(place);
    values.remove(place);
    members.forEach(
        (name, value) -> {
          if (!name.equals(ID)) {
            columns.add(PayloadColumn.of(name, type));
            values.add(value);
          }
        });
    beside.forEach(
        (name, value) -> {
          columns.add(PayloadColumn.of(name, UnifiedType.JSON));
          values.add(value);
        });
    return new Payload(new PayloadSchema(columns), values);
  }

  /** The members of an object, in their order: scalars as values, all else as JSON text. */
  private static Map<String, @Nullable Object> members(String json) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    try (JsonParser parser = JsonPath.JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, JsonValues.plain(JsonPath.text(parser, json)));
      }
    }
    return members;
  }
}
