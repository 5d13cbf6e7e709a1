// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.measurements.KnownFields.Role;
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

  private final KnownFields fields;
  private final RecordFields result;

  RecordParser(PromotedFields promoted) {
    fields = new KnownFields(promoted, KEYS);
    result = new RecordFields(promoted);
  }

  RecordFields parse(byte[] json) throws InvalidRecordException {
    fields.startRecord();
    result.clear();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRecordException(ErrorKind.INVALID, "the record is not a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        KnownFields.Field field = fields.see(name);
        if (field == null) {
          throw new InvalidRecordException(ErrorKind.INVALID, "field " + name + " occurs twice");
        }
        read(parser, field);
      }
      if (parser.nextToken() != null) {
        throw new InvalidRecordException(ErrorKind.MALFORMED, "text follows the record's end");
      }
    } catch (JsonProcessingException e) {
      throw new InvalidRecordException(ErrorKind.MALFORMED, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    return result;
  }

  private void read(JsonParser parser, KnownFields.Field field)
      throws IOException, InvalidRecordException {
    JsonToken token = parser.nextToken();
    if (field.role == Role.KEY) {
      parser.skipChildren();
      return;
    }
    boolean none =
        token == JsonToken.VALUE_NULL
            || (token == JsonToken.VALUE_STRING && isInfinity(parser, field));
    switch (field.role) {
      case NUMBER -> {
        if (!none) {
          result.promoteNumber(field.slot, number(parser, field, token));
        }
      }
      case TEXT -> {
        if (!none) {
          result.promoteText(field.slot, text(parser, field, token));
        }
      }
      default -> readOther(parser, field, none ? JsonToken.VALUE_NULL : token);
    }
  }

  private void readOther(JsonParser parser, KnownFields.Field field, JsonToken token)
      throws IOException, InvalidRecordException {
    StringBuilder other = result.startOther(field.jsonKey);
    if (token == JsonToken.VALUE_NULL) {
      other.append("null");
    } else if (token.isNumeric()) {
      number(parser, field, token);
      other.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else {
      JsonText.copyValue(parser, other);
    }
  }

  private double number(JsonParser parser, KnownFields.Field field, JsonToken token)
      throws IOException, InvalidRecordException {
    double value = token.isNumeric() ? parser.getDoubleValue() : Double.POSITIVE_INFINITY;
    if (Double.isInfinite(value)) {
      throw wrongType(parser, field, "a number within the range of a double");
    }
    result.addNumeric(field.name, value);
    return value;
  }

  private static String text(JsonParser parser, KnownFields.Field field, JsonToken token)
      throws IOException, InvalidRecordException {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(parser, field, "a string");
    }
    return parser.getText();
  }

  /** Exactly this spelling means no value; NaN, however it is written, is an error. */
  private static boolean isInfinity(JsonParser parser, KnownFields.Field field)
      throws IOException, InvalidRecordException {
    int length = parser.getTextLength();
    if (length == 3 && parser.getText().equalsIgnoreCase("NaN")) {
      throw new InvalidRecordException(
          ErrorKind.INVALID, "field " + field.name + " holds the string NaN");
    }
    return length == 8 && parser.getText().equals("Infinity");
  }

  private static InvalidRecordException wrongType(
      JsonParser parser, KnownFields.Field field, String accepted) throws IOException {
    return new InvalidRecordException(
        ErrorKind.INVALID,
        "field " + field.name + " holds " + JsonText.excerpt(parser) + ", accepted is " + accepted);
  }
}
