// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.wellhead.transforms.measurements.InvalidRecordException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads a record (ReStream API, section 6.1) in one pass: promoted fields to typed values, all
 * others to JSON text with their digits as received, and every number once more by name.
 *
 * <p>Rules: {@code null} and the string {@code "Infinity"} mean no value (section 3); a string that
 * says NaN, a value that its column cannot hold and a field that occurs twice make the record
 * invalid. One thread; the result is valid until the next call.
 */
final class RecordParser {
  /**
   * Carried by the row's key columns; {@code unix_timestamp} is the older name (ReStream API,
   * section 4.2).
   */
  private static final List<String> KEYS = List.of("timestamp", "unix_timestamp", "site_id");

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final PromotedColumn.Type[] types;
  private final KnownFields fields;
  private final RecordFields result;

  RecordParser(List<PromotedColumn> columns) {
    types = columns.stream().map(PromotedColumn::type).toArray(PromotedColumn.Type[]::new);
    fields = new KnownFields(columns, KEYS);
    result = new RecordFields(columns.size());
  }

  RecordFields parse(byte[] json) throws InvalidRecordException {
    fields.startRecord();
    result.clear();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRecordException(Kind.WRONG_TYPE, "the record is not a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        KnownFields.Field field = fields.see(name);
        if (field == null) {
          throw new InvalidRecordException(Kind.DUPLICATE_FIELD, "field " + name + " occurs twice");
        }
        read(parser, field);
      }
      if (parser.nextToken() != null) {
        throw new InvalidRecordException(Kind.MALFORMED_JSON, "text follows the record's end");
      }
    } catch (JsonProcessingException e) {
      throw new InvalidRecordException(Kind.MALFORMED_JSON, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    return result;
  }

  private void read(JsonParser parser, KnownFields.Field field)
      throws IOException, InvalidRecordException {
    JsonToken token = parser.nextToken();
    if (field.key) {
      parser.skipChildren();
      return;
    }
    if (token == JsonToken.VALUE_STRING && isNoNumber(parser, field)) {
      token = JsonToken.VALUE_NULL;
    }
    boolean number = token.isNumeric();
    if (number) {
      result.addNumber(field.name, finite(parser, field));
    }
    if (field.column >= 0) {
      if (token != JsonToken.VALUE_NULL) {
        result.promote(field.column, convert(parser, field, token));
      }
      return;
    }
    StringBuilder other = result.startOther(field.jsonKey);
    if (token == JsonToken.VALUE_NULL) {
      other.append("null");
    } else if (number) {
      other.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else {
      JsonText.copyValue(parser, other);
    }
  }

  private static double finite(JsonParser parser, KnownFields.Field field)
      throws IOException, InvalidRecordException {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw wrongType(parser, field, "a number within the range of a double");
    }
    return value;
  }

  private static boolean isNoNumber(JsonParser parser, KnownFields.Field field)
      throws IOException, InvalidRecordException {
    int length = parser.getTextLength();
    if (length == 8) {
      return parser.getText().equals("Infinity");
    }
    if (length == 3 && parser.getText().equalsIgnoreCase("NaN")) {
      throw new InvalidRecordException(
          Kind.NOT_A_NUMBER, "field " + field.name + " holds the string NaN");
    }
    return false;
  }

  private Object convert(JsonParser parser, KnownFields.Field field, JsonToken token)
      throws IOException, InvalidRecordException {
    return switch (types[field.column]) {
      case FLOAT64 -> {
        if (!token.isNumeric()) {
          throw wrongType(parser, field, "a number");
        }
        yield parser.getDoubleValue();
      }
      case INT64 -> integer(parser, field, token);
      case BOOL -> bool(parser, field, token);
      case STRING -> {
        if (token != JsonToken.VALUE_STRING) {
          throw wrongType(parser, field, "a string");
        }
        yield parser.getText();
      }
    };
  }

  private static Long integer(JsonParser parser, KnownFields.Field field, JsonToken token)
      throws IOException, InvalidRecordException {
    if (token.isNumeric()) {
      double value = parser.getDoubleValue();
      long whole = (long) value;
      if (whole == value && whole != Long.MAX_VALUE) {
        return token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : whole;
      }
    }
    throw wrongType(parser, field, "a whole number");
  }

  private static Boolean bool(JsonParser parser, KnownFields.Field field, JsonToken token)
      throws IOException, InvalidRecordException {
    if (token.isBoolean()) {
      return token == JsonToken.VALUE_TRUE;
    }
    double value = token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
    if (value != 0 && value != 1) {
      throw wrongType(parser, field, "true, false, 1 or 0");
    }
    return value == 1;
  }

  private static InvalidRecordException wrongType(
      JsonParser parser, KnownFields.Field field, String accepted) throws IOException {
    return new InvalidRecordException(
        Kind.WRONG_TYPE,
        "field " + field.name + " holds " + JsonText.excerpt(parser) + ", accepted is " + accepted);
  }
}
