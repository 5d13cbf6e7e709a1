// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.core.JsonParser;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns values into those of another type, without loss or not at all. */
final class Casts {
  private Casts() {}

  /** Makes one value of another. */
  @FunctionalInterface
  interface Cast {
    @Nullable Object apply(Object value) throws CastException;
  }

  /** The way to values of that type, of the class that its unified type has. */
  static Cast to(TargetType type) {
    return switch (type) {
      case STRING -> PlainText::of;
      case JSON -> Casts::json;
      case BYTES -> Casts::bytes;
      case INT64 -> Casts::int64;
      case FLOAT64 -> Casts::float64;
      case BOOL -> Casts::bool;
      case NUMERIC, BIGNUMERIC -> value -> decimal(value, type);
      case DATE -> Times::date;
      case TIME -> Times::time;
      case DATETIME -> Times::dateTime;
      case TIMESTAMP -> Times::timestamp;
    };
  }

  private static Object json(Object value) throws CastException {
    if (value instanceof JsonText) {
      return value;
    } else if (!(value instanceof String text)) {
      return new JsonText(EventJson.text(value));
    } else if (isJson(text)) {
      return new JsonText(text);
    }
    throw CastException.type(value, "JSON");
  }

  /**
   * JSON of a value that was JSON before its text was taken out of the quotes, or may have been:
   * text that spells an object or an array is that, any other is itself.
   */
  static Object jsonOfPlain(Object value) {
    if (value instanceof JsonText) {
      return value;
    }
    boolean nested =
        value instanceof String text
            && (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("["))
            && isJson(text);
    return new JsonText(nested ? value.toString() : EventJson.text(value));
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JsonPath.JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static Object bytes(Object value) throws CastException {
    if (value instanceof UnifiedValue.Geometry geometry) {
      return geometry.wkb();
    } else if (value instanceof String text) {
      return base64(text);
    } else if (value instanceof ByteBuffer) {
      return value;
    }
    throw CastException.type(value, "bytes");
  }

  /** The bytes of base64. */
  static ByteBuffer base64(String text) throws CastException {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw CastException.type(text, "base64");
    }
  }

  private static Object int64(Object value) throws CastException {
    if (value instanceof Long) {
      return value;
    } else if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      return interval.micros();
    }
    BigDecimal number = number(value, "an integer");
    if (tooLong(number)) {
      throw CastException.range("INT64");
    }
    try {
      BigInteger integer = number.toBigIntegerExact();
      if (integer.bitLength() < Long.SIZE) {
        return integer.longValue();
      }
    } catch (ArithmeticException e) {
      throw CastException.range("INT64, which has no fraction");
    }
    throw CastException.range("INT64");
  }

  /** Whether the digits would fill memory: an exponent alone can ask for that. */
  private static boolean tooLong(BigDecimal number) {
    return (long) number.precision() - number.scale() > 100 || number.scale() > 10_000;
  }

  private static Object float64(Object value) throws CastException {
    if (value instanceof Double) {
      return value;
    } else if (value instanceof Float real) {
      // By its shortest text: 45.67, not 45.66999816894531.
      return Double.valueOf(real.toString());
    } else if (value instanceof Number number) {
      return number.doubleValue();
    } else if (value instanceof String text) {
      try {
        return Double.valueOf(
            switch (text.strip().toLowerCase(Locale.ROOT)) {
              case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
              case "-inf", "-infinity" -> "-Infinity";
              case "nan" -> "NaN";
              default -> digits(text.strip());
            });
      } catch (NumberFormatException e) {
        throw CastException.type(text, "a number");
      }
    }
    throw CastException.type(value, "a number");
  }

  /** Java alone takes a letter behind a number for its type. */
  private static String digits(String text) {
    if (text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
      throw new NumberFormatException(text);
    }
    return text;
  }

  private static Object bool(Object value) throws CastException {
    if (value instanceof Boolean) {
      return value;
    } else if (value instanceof Long number && (number == 0 || number == 1)) {
      return number == 1;
    } else if (value instanceof String text) {
      switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "1" -> {
          return true;
        }
        case "false", "f", "no", "n", "0" -> {
          return false;
        }
        default -> throw CastException.type(text, "true or false");
      }
    }
    throw CastException.type(value, "true or false");
  }

  private static Object decimal(Object value, TargetType type) throws CastException {
    BigDecimal number = number(value, "a number");
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if ((long) number.precision() - number.scale() > type.integerDigits()
        || (number.scale() > type.scale() && number.scale() > 10_000)) {
      throw CastException.range(type.name());
    }
    if (number.scale() > type.scale()) {
      number = number.stripTrailingZeros();
    }
    if (number.scale() > type.scale()) {
      throw CastException.range(type + ", which has " + type.scale() + " digits of fraction");
    }
    return number;
  }

  /** The number that a value is or spells. */
  static BigDecimal number(Object value, String wanted) throws CastException {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    } else if (value instanceof Long integer) {
      return BigDecimal.valueOf(integer);
    } else if (value instanceof String || value instanceof Float || value instanceof Double) {
      String text = value.toString().strip();
      switch (text) {
        case "NaN", "Infinity", "-Infinity", "+Infinity" ->
            throw CastException.range(wanted + " with digits");
        default -> {
          try {
            return new BigDecimal(text);
          } catch (NumberFormatException e) {
            throw CastException.type(value, wanted);
          }
        }
      }
    } else if (value instanceof JsonText json) {
      return number(json.text(), wanted);
    }
    throw CastException.type(value, wanted);
  }
}
