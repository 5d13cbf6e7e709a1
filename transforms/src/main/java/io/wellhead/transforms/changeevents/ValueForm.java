// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a value of any class that events have: a byte that names the class, then the
 * value. The bytes never change their meaning; new classes get new ones.
 */
final class ValueForm {
  private static final int MOST_ITEMS = 100_000_000;
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int LONG = 3;
  private static final int FLOAT = 4;
  private static final int DOUBLE = 5;
  private static final int DECIMAL = 6;
  private static final int TEXT = 7;
  private static final int BYTES = 8;
  private static final int JSON = 9;
  private static final int DATE = 10;
  private static final int TIME = 11;
  private static final int ZONED_TIME = 12;
  private static final int TIME_INTERVAL = 13;
  private static final int TIMESTAMP = 14;
  private static final int ZONED_TIMESTAMP = 15;
  private static final int DATE_TIME = 16;
  private static final int INTERVAL = 17;
  private static final int GEOMETRY = 18;
  private static final int LIST = 19;
  private static final int MAP = 20;

  private ValueForm() {}

  static void write(@Nullable Object value, OutputStream out) throws IOException {
    if (value == null) {
      out.write(NULL);
    } else if (value instanceof Boolean flag) {
      out.write(flag ? TRUE : FALSE);
    } else if (value instanceof Number number) {
      writeNumber(number, out);
    } else if (value instanceof String text) {
      out.write(TEXT);
      BinaryForm.writeText(text, out);
    } else if (value instanceof JsonText json) {
      out.write(JSON);
      BinaryForm.writeText(json.text(), out);
    } else if (value instanceof ByteBuffer bytes) {
      out.write(BYTES);
      BinaryForm.writeBytes(copyOf(bytes), out);
    } else if (value instanceof UnifiedValue unified) {
      writeUnified(unified, out);
    } else if (value instanceof List<?> items) {
      out.write(LIST);
      VarInt.encode(items.size(), out);
      for (Object item : items) {
        write(item, out);
      }
    } else if (value instanceof Map<?, ?> members) {
      out.write(MAP);
      VarInt.encode(members.size(), out);
      for (Map.Entry<?, ?> member : members.entrySet()) {
        BinaryForm.writeText(String.valueOf(member.getKey()), out);
        write(member.getValue(), out);
      }
    } else {
      throw new CoderException("no event has a " + value.getClass().getName());
    }
  }

  private static void writeNumber(Number number, OutputStream out) throws IOException {
    if (number instanceof Long integer) {
      out.write(LONG);
      VarInt.encode(integer, out);
    } else if (number instanceof Float real) {
      out.write(FLOAT);
      new DataOutputStream(out).writeFloat(real);
    } else if (number instanceof Double real) {
      out.write(DOUBLE);
      new DataOutputStream(out).writeDouble(real);
    } else if (number instanceof BigDecimal decimal) {
      out.write(DECIMAL);
      VarInt.encode(decimal.scale(), out);
      BinaryForm.writeBytes(decimal.unscaledValue().toByteArray(), out);
    } else {
      throw new CoderException("no event has a " + number.getClass().getName());
    }
  }

  private static void writeUnified(UnifiedValue value, OutputStream out) throws IOException {
    if (value instanceof UnifiedValue.Date date) {
      write(DATE, out, date.epochDay());
    } else if (value instanceof UnifiedValue.Time time) {
      write(TIME, out, time.micros());
    } else if (value instanceof UnifiedValue.ZonedTime time) {
      write(ZONED_TIME, out, time.micros(), time.offsetMillis());
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      write(TIME_INTERVAL, out, interval.micros());
    } else if (value instanceof UnifiedValue.Timestamp timestamp) {
      write(TIMESTAMP, out, timestamp.micros());
    } else if (value instanceof UnifiedValue.ZonedTimestamp timestamp) {
      write(ZONED_TIMESTAMP, out, timestamp.micros(), timestamp.offsetMillis());
    } else if (value instanceof UnifiedValue.DateTime local) {
      write(DATE_TIME, out, local.epochDay(), local.micros());
    } else if (value instanceof UnifiedValue.Interval interval) {
      write(INTERVAL, out, interval.months(), interval.hours(), interval.micros());
    } else if (value instanceof UnifiedValue.Geometry geometry) {
      write(GEOMETRY, out, geometry.srid());
      BinaryForm.writeBytes(copyOf(geometry.wkb()), out);
      BinaryForm.writeOptionalText(geometry.type(), out);
    }
  }

  private static void write(int kind, OutputStream out, long... parts) throws IOException {
    out.write(kind);
    for (long part : parts) {
      VarInt.encode(part, out);
    }
  }

  private static byte[] copyOf(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  static @Nullable Object read(InputStream in) throws IOException {
    int kind = in.read();
    return switch (kind) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> VarInt.decodeLong(in);
      case FLOAT -> new DataInputStream(in).readFloat();
      case DOUBLE -> new DataInputStream(in).readDouble();
      case DECIMAL -> {
        int scale = VarInt.decodeInt(in);
        yield new BigDecimal(new BigInteger(BinaryForm.readBytes(in)), scale);
      }
      case TEXT -> BinaryForm.readText(in);
      case BYTES -> ByteBuffer.wrap(BinaryForm.readBytes(in));
      case JSON -> new JsonText(BinaryForm.readText(in));
      case DATE -> new UnifiedValue.Date(VarInt.decodeLong(in));
      case TIME -> new UnifiedValue.Time(VarInt.decodeLong(in));
      case ZONED_TIME -> new UnifiedValue.ZonedTime(VarInt.decodeLong(in), readInt(in));
      case TIME_INTERVAL -> new UnifiedValue.TimeInterval(VarInt.decodeLong(in));
      case TIMESTAMP -> new UnifiedValue.Timestamp(VarInt.decodeLong(in));
      case ZONED_TIMESTAMP -> new UnifiedValue.ZonedTimestamp(VarInt.decodeLong(in), readInt(in));
      case DATE_TIME -> new UnifiedValue.DateTime(VarInt.decodeLong(in), VarInt.decodeLong(in));
      case INTERVAL -> new UnifiedValue.Interval(readInt(in), readInt(in), VarInt.decodeLong(in));
      case GEOMETRY -> {
        int srid = readInt(in);
        ByteBuffer wkb = ByteBuffer.wrap(BinaryForm.readBytes(in));
        yield new UnifiedValue.Geometry(wkb, srid, BinaryForm.readOptionalText(in));
      }
      case LIST -> readList(in);
      case MAP -> readMap(in);
      default -> throw new CoderException("kind of value " + kind + ", accepted are 0 to " + MAP);
    };
  }

  private static int readInt(InputStream in) throws IOException {
    return Math.toIntExact(VarInt.decodeLong(in));
  }

  static List<@Nullable Object> readList(InputStream in) throws IOException {
    int size = BinaryForm.readCount(MOST_ITEMS, in);
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(read(in));
    }
    return items;
  }

  static Map<String, @Nullable Object> readMap(InputStream in) throws IOException {
    int size = BinaryForm.readCount(MOST_ITEMS, in);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      members.put(BinaryForm.readText(in), read(in));
    }
    return members;
  }
}
