// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a JSON change file does not tell of an event that is kept as one: the types of its
 * columns, and the kind of its source where settings say it. Readers of change files pass over it.
 *
 * @param kind of the source
 * @param columns in the order of the payload, without their names
 */
record KeptForm(SourceKind kind, List<PayloadColumn> columns) {
  /** The member of the event. */
  static final String MEMBER = "wellhead";

  static void write(ChangeEvent event, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(MEMBER);
    json.writeStringField("source", event.source().kind().name());
    json.writeArrayFieldStart("columns");
    for (PayloadColumn column : event.payload().schema().columns()) {
      write(column, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A type is its name, and where there are more than that, a list of all. */
  private static void write(PayloadColumn column, JsonGenerator json) throws IOException {
    PayloadColumn element = column.element();
    if (column.precision() == 0 && column.scale() == 0 && element == null) {
      json.writeString(column.type().name());
      return;
    }
    json.writeStartArray();
    json.writeString(column.type().name());
    json.writeNumber(column.precision());
    json.writeNumber(column.scale());
    if (element != null) {
      write(element, json);
    }
    json.writeEndArray();
  }

  /** Reads the member, of which the parser stands at the beginning. */
  static KeptForm read(JsonParser parser) throws IOException, EventException {
    SourceKind kind = null;
    List<PayloadColumn> columns = new ArrayList<>();
    require(parser.currentToken(), JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("source")) {
        kind = named(SourceKind.class, parser.getText());
      } else if (name.equals("columns")) {
        require(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          columns.add(column(parser));
        }
      } else {
        parser.skipChildren();
      }
    }
    if (kind == null) {
      throw EventException.invalid(MEMBER + " does not tell the source");
    }
    return new KeptForm(kind, columns);
  }

  private static PayloadColumn column(JsonParser parser) throws IOException, EventException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return PayloadColumn.of("", named(UnifiedType.class, parser.getText()));
    }
    require(parser.currentToken(), JsonToken.START_ARRAY);
    require(parser.nextToken(), JsonToken.VALUE_STRING);
    UnifiedType type = named(UnifiedType.class, parser.getText());
    require(parser.nextToken(), JsonToken.VALUE_NUMBER_INT);
    int precision = parser.getIntValue();
    require(parser.nextToken(), JsonToken.VALUE_NUMBER_INT);
    int scale = parser.getIntValue();
    PayloadColumn element = null;
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      element = column(parser);
      require(parser.nextToken(), JsonToken.END_ARRAY);
    }
    return new PayloadColumn("", type, precision, scale, element);
  }

  /** The payload with these types. */
  Payload typed(Payload payload) throws EventException {
    List<PayloadColumn> untyped = payload.schema().columns();
    if (untyped.size() != columns.size()) {
      throw EventException.invalid(
          "%s has %d columns, the payload %d".formatted(MEMBER, columns.size(), untyped.size()));
    }
    List<PayloadColumn> typed = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      PayloadColumn column = columns.get(i);
      typed.add(
          new PayloadColumn(
              untyped.get(i).name(),
              column.type(),
              column.precision(),
              column.scale(),
              column.element()));
    }
    return new Payload(new PayloadSchema(typed), payload.values());
  }

  private static void require(@Nullable JsonToken found, JsonToken wanted) throws EventException {
    if (found != wanted) {
      throw EventException.invalid(MEMBER + " is not what an event is kept with");
    }
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) throws EventException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw EventException.invalid(MEMBER + " has " + name + ", which is not known");
    }
  }
}
