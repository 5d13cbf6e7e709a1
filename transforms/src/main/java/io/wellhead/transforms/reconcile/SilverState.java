// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.changetables.ColumnNames;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A current-state table as it is: its columns, and how rows of both sides become canonical. */
final class SilverState {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "_metadata_";
  private static final String DELETED = "_metadata_deleted";
  private static final String NOTES = "_metadata_notes";

  private final TableName name;
  private final int number;
  private final Warehouse warehouse;
  private final TableFigures.Sum sum = new TableFigures.Sum();

  /** Columns of the source by their lower-case names, with their places. */
  private final Map<String, Integer> places = new LinkedHashMap<>();

  private final List<Column> columns = new ArrayList<>();
  private final boolean exists;
  private boolean hasDeleted;
  private boolean hasNotes;

  /** Places of the key of the first event that has one; as the table's own is. */
  private int @Nullable [] key;

  SilverState(TableName name, int number, TableSettings settings, Warehouse warehouse)
      throws IOException {
    this.name = name;
    this.number = number;
    this.warehouse = warehouse;
    List<Column> present = warehouse.columns(name);
    exists = present != null;
    if (present != null) {
      Set<String> elsewhere =
          settings.references().stream()
              .map(reference -> reference.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.toCollection(HashSet::new));
      settings.processingTime().ifPresent(own -> elsewhere.add(own.toLowerCase(Locale.ROOT)));
      for (Column column : present) {
        String lower = column.name().toLowerCase(Locale.ROOT);
        hasDeleted |= lower.equals(DELETED);
        hasNotes |= lower.equals(NOTES);
        if (!lower.startsWith(METADATA) && !elsewhere.contains(lower)) {
          places.put(lower, columns.size());
          columns.add(column);
        }
      }
    } else {
      sum.remark("there is no such table");
    }
  }

  TableFigures.Sum sum() {
    return sum;
  }

  String column(int place) {
    return columns.get(place).name();
  }

  @Override
  public String toString() {
    return name.toString();
  }

  /**
   * The row that an event leaves.
   *
   * @return null if it has no key
   */
  @Nullable Row row(CurrentRow current, boolean delete) {
    Payload payload = current.event().payload();
    @Nullable String[] values = new @Nullable String[columns.size()];
    List<PayloadColumn> source = payload.schema().columns();
    Map<String, String> bySource = new LinkedHashMap<>();
    for (int i = 0; i < source.size(); i++) {
      Object value = payload.values().get(i);
      String lower = ColumnNames.of(source.get(i).name()).toLowerCase(Locale.ROOT);
      Integer place = places.get(lower);
      if (value == null) {
        continue;
      } else if (place == null) {
        bySource.put(lower, Canonical.of(value, ColumnType.STRING));
        if (exists && !delete) {
          sum.remark("no column for " + source.get(i).name());
        }
        continue;
      }
      Column column = columns.get(place);
      values[place] =
          column.repeated()
              ? Canonical.ofArray(value, column.type())
              : Canonical.of(value, column.type());
    }
    String text = exists ? key(current, values) : keyOf(current.key(), bySource);
    return text == null
        ? null
        : new Row(number, text, current.event().sequence().toString(), delete, values);
  }

  private @Nullable String key(CurrentRow current, @Nullable String[] values) {
    if (key == null) {
      int[] found = new int[current.key().size()];
      for (int i = 0; i < found.length; i++) {
        Integer place = places.get(ColumnNames.of(current.key().get(i)).toLowerCase(Locale.ROOT));
        if (place == null) {
          return null;
        }
        found[i] = place;
      }
      key = found.length == 0 ? null : found;
    }
    return key == null ? null : key(requireNonNull(key), values);
  }

  private static @Nullable String key(int[] places, @Nullable String[] values) {
    StringBuilder text = new StringBuilder();
    for (int place : places) {
      String value = values[place];
      if (value == null) {
        return null;
      }
      text.append(value.length()).append(':').append(value);
    }
    return text.toString();
  }

  private static @Nullable String keyOf(List<String> names, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String value = values.get(ColumnNames.of(name).toLowerCase(Locale.ROOT));
      if (value == null) {
        return null;
      }
      text.append(value.length()).append(':').append(value);
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** Gives all rows of the table, with what their notes leave out in place of the sequence. */
  void read(RowBuckets to) throws IOException {
    if (key == null) {
      return;
    }
    for (QueryRow row : warehouse.query("SELECT * FROM " + warehouse.table(name))) {
      @Nullable String[] values = new @Nullable String[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(row, columns.get(i).name(), columns.get(i).type());
      }
      String text = key(requireNonNull(key), values);
      boolean deleted = hasDeleted && Boolean.TRUE.equals(row.flag(DELETED));
      String notes = hasNotes ? row.text(NOTES) : null;
      to.add(
          new Row(number, text == null ? "" : text, notes == null ? "" : notes, deleted, values));
    }
  }

  private static @Nullable String value(QueryRow row, String column, ColumnType type) {
    List<String> elements = row.texts(column);
    if (row.text(column) == null) {
      return null;
    } else if (elements != null) {
      return elements.isEmpty()
          ? null
          : elements.stream().map(element -> Canonical.ofText(element, type)).toList().toString();
    } else if (type == ColumnType.TIMESTAMP) {
      return Canonical.micros(requireNonNull(row.instant(column), column));
    }
    return Canonical.ofText(requireNonNull(row.text(column), column), type);
  }

  /** Which columns a row's notes leave out. */
  boolean[] left(String notes) throws IOException {
    boolean[] left = new boolean[columns.size()];
    if (!notes.isEmpty()) {
      JsonNode members = JSON.readTree(notes);
      Set<String> noted = new HashSet<>();
      members
          .fieldNames()
          .forEachRemaining(n -> noted.add(ColumnNames.of(n).toLowerCase(Locale.ROOT)));
      for (String column : noted) {
        Integer place = places.get(column);
        if (place != null) {
          left[place] = true;
        }
      }
    }
    return left;
  }

  /** The key for people. */
  String keyText(Row row) {
    if (key == null) {
      return row.key();
    }
    List<String> texts = new ArrayList<>();
    for (int place : requireNonNull(key)) {
      texts.add(columns.get(place).name() + "=" + row.values()[place]);
    }
    return String.join(", ", texts);
  }

  /** The row's values without its key, as one number. */
  long hashWithoutKey(Row row) {
    boolean[] left = new boolean[columns.size()];
    for (int place : requireNonNull(key, "only of rows with a key")) {
      left[place] = true;
    }
    return Row.hash("", row.values(), left);
  }
}
