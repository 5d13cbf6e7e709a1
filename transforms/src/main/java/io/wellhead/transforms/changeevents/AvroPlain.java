// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by their physical type alone: Boolean, Long, Float, Double, String, ByteBuffer, List
 * and Map.
 */
final class AvroPlain {
  /** Nested deeper than any column; damaged bytes can pretend to be nested without an end. */
  static final int DEEPEST = 64;

  private AvroPlain() {}

  /** A reader of that schema, which may contain itself. */
  static AvroValue of(Schema schema) {
    return of(schema, new HashMap<>());
  }

  static RecordReader ofRecord(Schema schema) {
    return record(schema, new HashMap<>());
  }

  /** Reads the members of a record in the order of its schema. */
  static final class RecordReader implements AvroValue {
    private final List<String> names = new ArrayList<>();
    private final List<AvroValue> members = new ArrayList<>();
    private int depth;

    @Override
    public Map<String, @Nullable Object> read(AvroCursor cursor) throws EventException {
      if (depth == DEEPEST) {
        throw cursor.damaged("nested deeper than " + DEEPEST);
      }
      depth++;
      try {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          fields.put(names.get(i), members.get(i).read(cursor));
        }
        return fields;
      } finally {
        depth--;
      }
    }
  }

  private static AvroValue of(Schema schema, Map<String, RecordReader> known) {
    return switch (schema.getType()) {
      case BOOLEAN -> AvroCursor::readBoolean;
      case INT -> cursor -> (long) cursor.readInt();
      case LONG -> AvroCursor::readLong;
      case FLOAT -> AvroCursor::readFloat;
      case DOUBLE -> AvroCursor::readDouble;
      case STRING -> AvroCursor::readString;
      case BYTES -> AvroCursor::readBytes;
      case NULL -> cursor -> null;
      case FIXED -> {
        int size = schema.getFixedSize();
        yield cursor -> cursor.slice(size);
      }
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield cursor -> symbols.get(cursor.readIndex("an enum", symbols.size()));
      }
      case UNION -> {
        List<AvroValue> branches = schema.getTypes().stream().map(of -> of(of, known)).toList();
        yield cursor -> branches.get(cursor.readIndex("a union", branches.size())).read(cursor);
      }
      case RECORD -> record(schema, known);
      case ARRAY -> {
        AvroValue element = of(schema.getElementType(), known);
        yield cursor -> {
          List<@Nullable Object> items = new ArrayList<>();
          cursor.readItems(() -> items.add(element.read(cursor)));
          return items;
        };
      }
      case MAP -> {
        AvroValue element = of(schema.getValueType(), known);
        yield cursor -> {
          Map<String, @Nullable Object> items = new LinkedHashMap<>();
          cursor.readItems(() -> items.put(cursor.readString(), element.read(cursor)));
          return items;
        };
      }
    };
  }

  private static RecordReader record(Schema schema, Map<String, RecordReader> known) {
    String name = requireNonNull(schema.getFullName(), "name");
    RecordReader made = known.get(name);
    if (made == null) {
      made = new RecordReader();
      known.put(name, made);
      for (Schema.Field field : schema.getFields()) {
        made.names.add(field.name());
        made.members.add(of(field.schema(), known));
      }
    }
    return made;
  }
}
