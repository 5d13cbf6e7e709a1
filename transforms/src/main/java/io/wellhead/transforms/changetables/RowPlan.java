// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.OnError;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowException;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How row images of one schema become rows of one table as it is: made once, then each row is a
 * walk along an array. One thread.
 */
final class RowPlan {
  private final PayloadSchema schema;
  private final RowWriter row;
  private final ColumnTypes types;
  private final boolean keepsDeleted;
  private final boolean tellsDeleted;
  private final @Nullable IncumbentColumns incumbent;

  /** For each column of the payload where its value goes; null: nowhere, the table lacks it. */
  private final @Nullable Target[] targets;

  /** Positions of the table's key in the payload. */
  private final int[] keys;

  private final boolean derivedKey;

  /** Whether Oracle's row id is of the key, or all of it. */
  private final boolean byRowId;

  /** The source's names of the key. */
  private final List<String> keyNames;

  /** Whether the payload has columns whose types only their values tell. */
  private final boolean untyped;

  private record Target(
      int index,
      ColumnType type,
      boolean fixed,
      ValueWriter writer,
      boolean key,
      @Nullable OnError onError) {}

  /**
   * Makes the plan.
   *
   * @param first one of those to come: its schema and the names of its key count
   * @param row a writer of that table
   * @throws KeyMissingException if the payload lacks a column of the table's key
   */
  RowPlan(CurrentRow first, RowWriter row, SilverTarget target) {
    TableSettings settings = target.settings();
    this.schema = first.event().payload().schema();
    this.keyNames = first.key();
    this.row = row;
    this.types = ColumnTypes.of(settings, first.event());
    this.keepsDeleted = target.keepsDeleted();
    this.tellsDeleted = target.tellsDeleted();
    this.incumbent =
        target.isAsIncumbent()
            ? IncumbentColumns.of(first.event().source().kind()).in(row.table())
            : null;
    TableDefinition table = row.table();
    derivedKey = table.primaryKey().contains(MetadataColumn.KEY.columnName());

    byRowId = table.primaryKey().contains(MetadataColumn.ROW_ID.columnName());
    keys = derivedKey ? SilverDefinition.keys(first.key(), first.event()) : keysOf(table, schema);
    targets = new Target[schema.columns().size()];
    boolean values = false;
    for (int i = 0; i < targets.length; i++) {
      PayloadColumn source = schema.columns().get(i);
      values |= source.type() == UnifiedType.UNTYPED;
      int index = ColumnTypes.hasValues(source) ? index(table, ColumnNames.of(source.name())) : -1;
      if (index >= 0) {
        Column column = table.columns().get(index);
        boolean key = isKey(i);
        OnError onError = settings.onError(source.name()).orElse(null);
        boolean fixed = settings.type(source.name()).isPresent();
        targets[i] = new Target(index, column.type(), fixed, ValueWriter.of(column), key, onError);
      }
    }
    untyped = values;
  }

  /** The table keeps the key that it was made with, whatever key later events name. */
  private static int[] keysOf(TableDefinition table, PayloadSchema schema) {
    List<String> names = new ArrayList<>();
    for (String key : table.primaryKey()) {
      if (key.startsWith(MetadataColumn.PREFIX)) {
        continue; // the event's own, not of its row
      }
      names.add(
          schema.columns().stream()
              .map(PayloadColumn::name)
              .filter(name -> ColumnNames.of(name).equalsIgnoreCase(key))
              .findFirst()
              .orElseThrow(
                  () ->
                      new KeyMissingException(
                          "the payload has no column for "
                              + key
                              + ", which is of the table's key")));
    }
    return KeyNames.find(names, schema);
  }

  private static int index(TableDefinition table, String name) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isKey(int position) {
    for (int key : keys) {
      if (key == position) {
        return true;
      }
    }
    return false;
  }

  /** Whether the plan still holds for an event of its schema. */
  boolean isFor(CurrentRow current) {
    return (!derivedKey || keyNames.equals(current.key())) && !needsMore(current.event());
  }

  /**
   * Whether the table lacks a column for a value that only now tells its type, or it is too narrow.
   */
  private boolean needsMore(ChangeEvent event) {
    if (!untyped) {
      return false;
    }
    List<@Nullable Object> values = event.payload().values();
    for (int i = 0; i < targets.length; i++) {
      Object value = values.get(i);
      if (value != null && schema.columns().get(i).type() == UnifiedType.UNTYPED) {
        Target target = targets[i];
        if (target == null) {
          return true;
        }
        ColumnType type = types.of(value, target.type);
        if (!target.fixed && type != null && target.type.isWidenedBy(type)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The row's bytes.
   *
   * @throws KeyMissingException if a value of the key is null
   * @throws UnfitValueException if a value is of a type that its column does not take
   * @throws RowException if the row is too large, or a value of the key is out of range
   */
  byte[] encode(CurrentRow current, Instant now) {
    ChangeEvent event = current.event();
    row.start();
    requireKey(event);
    boolean delete = event.source().isDelete();
    RowChange change =
        delete && !keepsDeleted
            ? RowChange.delete(event.sequence())
            : RowChange.upsert(event.sequence());
    if (byRowId) {
      row.set(MetadataColumn.ROW_ID.columnName(), KeyPolicy.rowId(event));
    }
    if (derivedKey) {
      row.set(MetadataColumn.KEY.columnName(), keyText(event));
    }
    if (change.kind() == RowChange.Kind.DELETE) {
      for (int i = 0; i < targets.length; i++) {
        Target target = targets[i];
        if (target != null && target.key && !derivedKey) {
          write(target, requireNonNull(event.payload().values().get(i)));
        }
      }
      return row.finish(change, now);
    }
    writeValues(event, current.notes());
    MetadataColumn.write(event, row);
    if (incumbent != null) {
      incumbent.write(event, now, row);
    }
    if (tellsDeleted) {
      row.set(MetadataColumn.DELETED.columnName(), delete);
    }
    return row.finish(change, now);
  }

  private void writeValues(ChangeEvent event, Map<String, String> noted) {
    List<@Nullable Object> values = event.payload().values();
    Map<String, String> notes = noted.isEmpty() ? null : new LinkedHashMap<>(noted);
    for (int i = 0; i < targets.length; i++) {
      Target target = targets[i];
      Object value = values.get(i);
      if (target == null || value == null) {
        continue;
      }
      try {
        write(target, value);
      } catch (UnfitValueException | RowException e) {
        if (target.key || !isLeftOut(target, e)) {
          throw e;
        }
        notes = notes == null ? new LinkedHashMap<>() : notes;
        notes.put(schema.columns().get(i).name(), String.valueOf(e.getMessage()));
      }
    }
    if (notes != null) {
      row.set(MetadataColumn.NOTES.columnName(), EventJson.text(notes));
    }
  }

  /**
   * Where nothing else is said, what the column's type has no room for is left out and noted, and a
   * wrong type fails the row.
   */
  private static boolean isLeftOut(Target target, RuntimeException e) {
    if (target.onError != null) {
      return target.onError != OnError.FAIL_ROW;
    }
    return !(e instanceof UnfitValueException unfit)
        || unfit.kind() == UnfitValueException.Kind.RANGE;
  }

  private void write(Target target, Object value) {
    target.writer.write(value, row, target.index);
  }

  private void requireKey(ChangeEvent event) {
    for (int key : keys) {
      if (event.payload().values().get(key) == null) {
        throw new KeyMissingException(
            "the key's column " + schema.columns().get(key).name() + " is null");
      }
    }
  }

  /** The key in one column: two keys are equal if and only if their texts are. */
  private String keyText(ChangeEvent event) {
    List<Object> values = new ArrayList<>(keys.length);
    for (int key : keys) {
      values.add(requireNonNull(event.payload().values().get(key)));
    }
    return ValueText.key(values);
  }
}
