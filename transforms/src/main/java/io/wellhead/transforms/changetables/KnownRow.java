// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.warehouse.ChangeSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What some events tell of one row: the newest of them, filled with what those before it tell.
 * Events may be {@linkplain #plus added} in any order, and more than once, and end in the same row.
 *
 * @param newest with the values that it does not tell itself, as far as they are known
 * @param told the columns that it does not tell itself, each with the sequence of the event that
 *     told it last; an empty one if none is known
 */
record KnownRow(FileEvent newest, Map<String, String> told) {
  private static final String NONE = "";

  KnownRow {
    requireNonNull(newest, "newest");
    told = Map.copyOf(told);
  }

  /** What one event tells. */
  static KnownRow of(FileEvent file) {
    Map<String, String> told = new TreeMap<>();
    UntoldValues.columns(file.event()).forEach(column -> told.put(column, NONE));
    return new KnownRow(with(file, file.event().unfilled()), told);
  }

  /**
   * The newest event as it is to be written in the place of another.
   *
   * @param place event that it takes the place of, or itself
   */
  FileEvent filled(FileEvent place) {
    long millis = 0;
    long positions = 0;
    for (String sequence : told.values()) {
      if (!sequence.equals(NONE)) {
        ChangeSequence of = ChangeSequence.parse(sequence);
        millis += of.first();
        positions += of.second();
      }
    }
    return with(place, newest.event().filled(millis, positions));
  }

  private static FileEvent with(FileEvent place, ChangeEvent event) {
    return new FileEvent(place.file(), place.version(), place.offset(), event);
  }

  String sequence() {
    return newest.event().sequence().toString();
  }

  /** How many values were filled in. */
  long filledCount() {
    List<PayloadColumn> columns = newest.event().payload().schema().columns();
    long count = 0;
    for (int i = 0; i < columns.size(); i++) {
      boolean there = newest.event().payload().values().get(i) != null;
      count += there && told.containsKey(columns.get(i).name()) ? 1 : 0;
    }
    return count;
  }

  /**
   * What both tell together.
   *
   * @param sized whether values are as large as they are in the source, so that small ones, which
   *     are always told, are not taken for values that an update left out
   * @return this if nothing is new
   */
  KnownRow plus(KnownRow other, boolean sized) {
    if (other.sequence().compareTo(sequence()) > 0) {
      return other.plus(this, sized);
    }
    if (!UntoldValues.isUpdate(newest.event())) {
      return this;
    }
    Map<String, String> sequences = new TreeMap<>(told);
    for (String column : other.columnsBeside(newest.event())) {
      sequences.putIfAbsent(column, NONE);
    }
    Map<String, Value> values = new TreeMap<>();
    for (Map.Entry<String, String> column : sequences.entrySet()) {
      Value value = other.value(column.getKey(), sized);
      if (value != null && value.sequence().compareTo(column.getValue()) > 0) {
        values.put(column.getKey(), value);
      }
    }
    if (values.isEmpty()) {
      return this;
    }
    values.forEach((name, value) -> sequences.put(name, value.sequence()));
    sequences.values().removeIf(NONE::equals);
    told.keySet().forEach(name -> sequences.putIfAbsent(name, NONE));
    ChangeEvent event = newest.event().withPayload(payload(values));
    return new KnownRow(with(newest, event), sequences);
  }

  /** A value, and the sequence of the event that told it; the column as that event has it. */
  private record Value(String sequence, @Nullable PayloadColumn column, @Nullable Object value) {}

  /** What is known here of a column; null if nothing. */
  private @Nullable Value value(String name, boolean sized) {
    ChangeEvent event = newest.event();
    String before = told.get(name);
    if (event.source().isDelete()) {
      return new Value(sequence(), null, null);
    }
    List<PayloadColumn> columns = event.payload().schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        Object value = event.payload().values().get(i);
        if (before != null) {
          return before.equals(NONE) ? null : new Value(before, columns.get(i), value);
        }
        UnifiedType type = columns.get(i).type();
        boolean left =
            value != null
                && (sized
                    ? UntoldValues.isApart(value, type, own())
                    : UntoldValues.isOfLargeClass(value));
        return new Value(sequence(), columns.get(i), left ? value : null);
      }
    }
    boolean mayLack = UntoldValues.isUpdate(event) && UntoldValues.isUntyped(event);
    return mayLack ? null : new Value(sequence(), null, null);
  }

  /** The values that the newest event tells itself. */
  private List<@Nullable Object> own() {
    List<PayloadColumn> columns = newest.event().payload().schema().columns();
    List<@Nullable Object> own = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean filled = told.containsKey(columns.get(i).name());
      own.add(filled ? null : newest.event().payload().values().get(i));
    }
    return own;
  }

  /**
   * Columns that an update in a JSON file may have left out altogether: events of the same columns
   * have them.
   */
  private List<String> columnsBeside(ChangeEvent update) {
    String schema = update.schemaKey();
    List<String> names = new ArrayList<>();
    if (schema != null
        && schema.equals(newest.event().schemaKey())
        && UntoldValues.isUntyped(update)) {
      newest.event().payload().schema().columns().forEach(column -> names.add(column.name()));
      update.payload().schema().columns().forEach(column -> names.remove(column.name()));
    }
    return names;
  }

  private Payload payload(Map<String, Value> filling) {
    Payload payload = newest.event().payload();
    List<PayloadColumn> columns = new ArrayList<>(payload.schema().columns());
    List<@Nullable Object> values = new ArrayList<>(payload.values());
    Map<String, Value> missing = new TreeMap<>(filling);
    for (int i = 0; i < columns.size(); i++) {
      Value value = missing.remove(columns.get(i).name());
      if (value != null) {
        values.set(i, value.value());
      }
    }
    missing.forEach(
        (name, value) -> {
          if (value.column() != null) {
            columns.add(value.column());
            values.add(value.value());
          }
        });
    boolean same = columns.size() == payload.schema().columns().size();
    return new Payload(same ? payload.schema() : new PayloadSchema(columns), values);
  }
}
