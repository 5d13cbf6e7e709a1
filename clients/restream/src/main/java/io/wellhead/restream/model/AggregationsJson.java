// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire form of {@link Aggregations}: site id to rows, or to an error text. */
final class AggregationsJson {

  private AggregationsJson() {}

  static final class Read extends StdDeserializer<Aggregations> {
    @Serial private static final long serialVersionUID = 1L;

    Read() {
      super(Aggregations.class);
    }

    @Override
    public Aggregations deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        return (Aggregations) context.handleUnexpectedToken(Aggregations.class, parser);
      }
      Map<Long, List<Aggregations.Row>> rows = new LinkedHashMap<>();
      Map<Long, String> errors = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        long site = siteId(parser, context);
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          errors.put(site, parser.getText());
        } else {
          rows.put(site, rows(parser, context));
        }
      }
      return new Aggregations(rows, errors);
    }

    private static long siteId(JsonParser parser, DeserializationContext context)
        throws IOException {
      String key = parser.currentName();
      try {
        return Long.parseLong(key);
      } catch (NumberFormatException e) {
        return context.<Long>reportInputMismatch(
            Aggregations.class, "key '%s' is not a site id", key);
      }
    }

    private static List<Aggregations.Row> rows(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        return context.reportInputMismatch(
            Aggregations.class, "neither rows nor an error text: %s", parser.currentToken());
      }
      List<Aggregations.Row> rows = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        rows.add(row(parser, context));
      }
      return rows;
    }

    private static Aggregations.Row row(JsonParser parser, DeserializationContext context)
        throws IOException {
      @Nullable Long id = null;
      Map<String, @Nullable Number> values = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
          values.put(name, null);
        } else if (!token.isNumeric()) {
          return context.reportInputMismatch(
              Aggregations.class, "value of '%s' is neither a number nor null", name);
        } else if (name.equals("id")) {
          id = parser.getLongValue();
        } else {
          values.put(name, parser.getNumberValue());
        }
      }
      return id == null
          ? context.reportInputMismatch(Aggregations.class, "a row has no id")
          : new Aggregations.Row(id, values);
    }
  }

  static final class Write extends StdSerializer<Aggregations> {
    @Serial private static final long serialVersionUID = 1L;

    Write() {
      super(Aggregations.class);
    }

    @Override
    public void serialize(Aggregations value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      for (Map.Entry<Long, List<Aggregations.Row>> site : value.rows().entrySet()) {
        out.writeArrayFieldStart(site.getKey().toString());
        for (Aggregations.Row row : site.getValue()) {
          out.writeStartObject();
          for (Map.Entry<String, @Nullable Number> field : row.values().entrySet()) {
            out.writeObjectField(field.getKey(), field.getValue());
          }
          out.writeNumberField("id", row.id());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
      for (Map.Entry<Long, String> error : value.errors().entrySet()) {
        out.writeStringField(error.getKey().toString(), error.getValue());
      }
      out.writeEndObject();
    }
  }
}
