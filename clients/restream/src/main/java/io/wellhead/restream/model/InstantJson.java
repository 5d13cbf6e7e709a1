// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Instants as the service writes them (ReStream API, section 2.0). */
final class InstantJson {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private InstantJson() {}

  static SimpleModule module() {
    return new SimpleModule("restream-instants")
        .addDeserializer(Instant.class, new Read())
        .addSerializer(Instant.class, new Write());
  }

  /** Reads ISO texts with any offset, and epoch seconds. */
  static final class Read extends StdScalarDeserializer<Instant> {
    @Serial private static final long serialVersionUID = 1L;

    Read() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return Instant.ofEpochSecond(parser.getLongValue());
      }
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        return Instant.ofEpochMilli(Math.round(parser.getDoubleValue() * 1000));
      }
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        String text = parser.getText();
        try {
          return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
          return (Instant)
              context.handleWeirdStringValue(
                  Instant.class, text, "not an ISO-8601 instant with an offset");
        }
      }
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
  }

  /** Writes whole seconds without a fraction, all others with six digits. */
  static final class Write extends StdScalarSerializer<Instant> {
    @Serial private static final long serialVersionUID = 1L;

    Write() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(format(value));
    }
  }

  private static String format(Instant value) {
    boolean wholeSecond = value.equals(value.truncatedTo(ChronoUnit.SECONDS));
    return (wholeSecond ? SECONDS : MICROSECONDS).format(value);
  }

  /** Writes epoch seconds. */
  static final class WriteEpochSeconds extends StdScalarSerializer<Instant> {
    @Serial private static final long serialVersionUID = 1L;

    WriteEpochSeconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.getEpochSecond());
    }
  }
}
