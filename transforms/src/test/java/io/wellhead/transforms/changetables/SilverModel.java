// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableModel;
import io.wellhead.transforms.warehouse.TableName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One current-state table in memory, and what settings make of events for it. */
final class SilverModel implements RowSink.Outcome<SilverRow> {
  static final TableName TABLE = new TableName("shop_silver", "orders");

  /** When rows are written. */
  static final Instant NOW = Instant.parse("2030-06-02T10:00:00Z");

  private final TableModel model = new TableModel(1, 0);
  private final ChangeSettings settings;
  private final ChangeTransforms transforms;
  final List<String> rejections = new ArrayList<>();

  private final Layer layer;

  private SilverModel(Layer layer, ChangeSettings settings) throws Exception {
    this.layer = layer;
    this.settings = settings;
    transforms = settings.open();
  }

  /** A table by that text of settings, which is an entry of all tables. */
  static SilverModel of(String entry) throws Exception {
    return of(Layer.CURRENT_STATE, entry);
  }

  /** A table of that layer. */
  static SilverModel of(Layer layer, String entry) throws Exception {
    return new SilverModel(
        layer, ChangeSettings.read("shop.yaml", "tables: [{match: {table: '*'}, " + entry + "}]"));
  }

  /** Writes the events, as a worker that knows nothing yet. */
  SilverModel write(Events... events) throws Exception {
    SilverTable table = null;
    for (Events made : events) {
      FileEvent file = made.inFile();
      ChangeEvent event = file.event();
      TableSettings of = settings.table(event);
      table = table == null ? table(of) : table;
      table.write(new SilverRow(file, transforms.current(event)));
    }
    if (table != null) {
      table.flush();
    }
    return this;
  }

  private SilverTable table(TableSettings of) {
    return new SilverTable(
        target(of),
        new SilverWarehouse() {
          @Override
          public TableDefinition merge(TableDefinition wanted) {
            return model.merge(wanted);
          }

          @Override
          public <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> outcome) {
            return model.stream(table, outcome);
          }

          @Override
          public void close() {}
        },
        this,
        Clock.fixed(NOW, ZoneOffset.UTC),
        millis -> {});
  }

  private SilverTarget target(TableSettings of) {
    return new SilverTarget(TABLE, layer, of, of.deletes().orElse(Deletes.HARD));
  }

  /** The table that an event asks for. */
  TableDefinition definition(Events event) throws Exception {
    TableSettings of = settings.table(event.event());
    return SilverDefinition.of(target(of), transforms.current(event.event()));
  }

  /** The table as it is. */
  TableDefinition known() {
    return model.table(TABLE);
  }

  /** The rows that a query sees, without what they tell of their events. */
  List<Map<String, @Nullable Object>> rows() {
    return model.rows(TABLE).stream()
        .map(
            row -> {
              Map<String, @Nullable Object> own = new java.util.TreeMap<>(row);
              own.keySet().removeIf(name -> name.startsWith(MetadataColumn.PREFIX));
              return own;
            })
        .toList();
  }

  /** The same with all columns. */
  List<Map<String, @Nullable Object>> allColumns() {
    return model.rows(TABLE);
  }

  @Override
  public void written(SilverRow row) {}

  @Override
  public void rejected(SilverRow row, String reason) {
    rejections.add(reason);
  }
}
