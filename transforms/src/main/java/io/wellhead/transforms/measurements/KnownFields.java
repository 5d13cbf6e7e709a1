// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parser remembers of each field name: its column, its JSON text, and the record that had
 * it last. One thread.
 *
 * <p>Pads have some dozens of names, so a record costs one hash look-up per field; a feed that
 * invents names without end cannot fill the heap, because beyond {@value #MAX_REMEMBERED} names an
 * entry lives for one record only.
 */
final class KnownFields {
  private static final int MAX_REMEMBERED = 4096;

  /** One field name. */
  static final class Field {
    final String name;

    /** {@code "name":} with the escapes that JSON asks for. */
    final String jsonKey;

    /** Index of the promoted column, or -1. */
    final int column;

    /**
     * True for the fields that are columns of their own right: they carry the key, not a
     * measurement.
     */
    final boolean key;

    private long lastRecord = -1;

    private Field(String name, int column, boolean key) {
      this.name = name;
      this.jsonKey = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\":";
      this.column = column;
      this.key = key;
    }
  }

  private final Map<String, Field> remembered = new HashMap<>();
  private final Map<String, Field> ofThisRecord = new HashMap<>();
  private long record;

  KnownFields(List<PromotedColumn> columns, List<String> keys) {
    keys.forEach(name -> remembered.put(name, new Field(name, -1, true)));
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      remembered.put(name, new Field(name, i, false));
    }
  }

  void startRecord() {
    record++;
    if (!ofThisRecord.isEmpty()) {
      ofThisRecord.clear();
    }
  }

  /** The field, or null when this record has had it already. */
  @Nullable Field see(String name) {
    Field field = remembered.get(name);
    if (field == null) {
      field = remember(name);
    }
    if (field.lastRecord == record) {
      return null;
    }
    field.lastRecord = record;
    return field;
  }

  private Field remember(String name) {
    Map<String, Field> home = remembered.size() < MAX_REMEMBERED ? remembered : ofThisRecord;
    return home.computeIfAbsent(name, n -> new Field(n, -1, false));
  }
}
