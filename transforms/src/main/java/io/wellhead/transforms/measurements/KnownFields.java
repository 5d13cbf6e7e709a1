// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parser remembers of each field name: its role, its JSON text, and the record that had it
 * last. One thread.
 *
 * <p>Pads have some dozens of names, so a record costs one hash look-up per field; a feed that
 * invents names without end cannot fill the heap, because beyond {@value #MAX_REMEMBERED} names an
 * entry lives for one record only.
 */
final class KnownFields {
  private static final int MAX_REMEMBERED = 4096;

  /** Where the values of a field go. */
  enum Role {
    /** Part of the row's key: it is known already. */
    KEY,
    NUMBER,
    TEXT,
    OTHER
  }

  /** One field name. */
  static final class Field {
    final String name;

    /** {@code "name":} with the escapes that JSON asks for. */
    final String jsonKey;

    final Role role;

    /** Index among the promoted fields of its role. */
    final int slot;

    private long lastRecord = -1;

    private Field(String name, Role role, int slot) {
      this.name = name;
      this.jsonKey = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\":";
      this.role = role;
      this.slot = slot;
    }
  }

  private final Map<String, Field> remembered = new HashMap<>();
  private final Map<String, Field> ofThisRecord = new HashMap<>();
  private long record;

  KnownFields(PromotedFields promoted, List<String> keys) {
    remember(keys, Role.KEY);
    remember(promoted.numbers(), Role.NUMBER);
    remember(promoted.texts(), Role.TEXT);
  }

  private void remember(List<String> names, Role role) {
    for (int slot = 0; slot < names.size(); slot++) {
      remembered.put(names.get(slot), new Field(names.get(slot), role, slot));
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
    return home.computeIfAbsent(name, n -> new Field(n, Role.OTHER, -1));
  }
}
