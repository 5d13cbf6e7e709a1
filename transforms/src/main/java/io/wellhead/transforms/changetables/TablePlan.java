// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changefiles.FileSample;
import io.wellhead.transforms.changesettings.ArrayForm;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import io.wellhead.transforms.changesettings.ColumnException;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.changesettings.TableSettings.Reference;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline would make of one table of a source, told from a sample of its files. Nothing is
 * written and nobody is asked.
 *
 * @param bronze table of every event
 * @param silver table of the current state; null where there would be none
 * @param view what shows the rows of {@code silver} with columns that look into other tables; null
 *     where there are none
 * @param history view of all versions; null where there would be none
 * @param source kind of database, such as {@code mysql}
 * @param object Datastream's name of the table
 * @param key the source's names of the key's columns
 * @param order what the order of changes is made of
 * @param events how many were looked at
 * @param warnings what a user should know before
 */
public record TablePlan(
    TableName bronze,
    @Nullable TableDefinition silver,
    @Nullable ReferringView view,
    @Nullable TableName history,
    String source,
    String object,
    List<String> key,
    String order,
    long events,
    List<String> warnings) {

  /**
   * A view.
   *
   * @param name its name
   * @param columns that it adds
   */
  public record ReferringView(TableName name, List<String> columns) {
    public ReferringView {
      columns = List.copyOf(columns);
    }
  }

  /** The plans of all tables of which the samples have events, in the order of their names. */
  public static List<TablePlan> of(List<FileSample> samples, ChangeDestinations destinations)
      throws IOException {
    Map<TableName, Planning> plans = new LinkedHashMap<>();
    ChangeTransforms transforms = destinations.settings().open();
    for (FileSample sample : samples) {
      for (ChangeEvent event : sample.events()) {
        ChangeEvent received = transforms.received(event);
        if (received != null) {
          TableSettings settings = transforms.table(event);
          plans
              .computeIfAbsent(
                  destinations.silver(event, settings),
                  name -> new Planning(name, settings, destinations))
              .add(event.payload().schema(), received, transforms);
        }
      }
    }
    return plans.values().stream()
        .map(Planning::plan)
        .sorted(Comparator.comparing(plan -> plan.bronze.toString()))
        .toList();
  }

  /** Looks at one event after the other. */
  private static final class Planning {
    private final SilverTarget target;
    private final TableSettings settings;
    private final ChangeDestinations destinations;
    private final Set<String> objects = new LinkedHashSet<>();
    private final Set<String> sources = new TreeSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private @Nullable TableName bronze;
    private @Nullable TableDefinition silver;
    private @Nullable ChangeEvent first;
    private long events;

    Planning(TableName name, TableSettings settings, ChangeDestinations destinations) {
      this.target =
          new SilverTarget(name, Layer.CURRENT_STATE, settings, destinations.deletes(settings));
      this.settings = settings;
      this.destinations = destinations;
    }

    /**
     * Looks at one.
     *
     * @param told by the source, dropped columns among them
     */
    void add(PayloadSchema told, ChangeEvent event, ChangeTransforms transforms) {
      events++;
      if (first == null) {
        first = event;
        bronze = destinations.bronze(event, settings);
      }
      objects.add(event.object());
      sources.add(SourceLabel.of(event));
      warnOfColumns(event);
      settings
          .unknownColumns(told)
          .forEach(
              column -> warnings.add("the settings name " + column + ", which rows do not have"));
      if (!settings.hasCurrentState()) {
        warnings.add("the settings want no current state: events stay in bronze only");
        return;
      }
      if (!hasKey(event)) {
        return;
      }
      try {
        TableDefinition wanted = SilverDefinition.of(target, transforms.current(event), silver);
        silver = silver == null ? wanted : merged(silver, wanted);
      } catch (KeyMissingException e) {
        warnings.add(e.getMessage() + ": such events stay in bronze and become dead letters");
      } catch (SchemaConflictException | ColumnException e) {
        warnings.add(String.valueOf(e.getMessage()));
      }
    }

    private boolean hasKey(ChangeEvent event) {
      KeyPolicy policy = KeyPolicy.of(settings, event);
      switch (policy) {
        case COLUMNS -> {}
        case ROW_ID ->
            warnings.add(
                "the source tells no key: Oracle's row id is taken, which changes if a row is"
                    + " moved");
        case LOG ->
            warnings.add(
                "the source tells no key: events stay in bronze only; key names one, no_key: fail"
                    + " makes dead letters");
        case FAIL -> warnings.add("the source tells no key: events become dead letters");
      }
      return policy == KeyPolicy.COLUMNS || policy == KeyPolicy.ROW_ID;
    }

    private void warnOfColumns(ChangeEvent event) {
      for (PayloadColumn column : event.payload().schema().columns()) {
        String renamed = ColumnNames.of(column.name());
        if (!renamed.equals(column.name())) {
          warnings.add("column " + column.name() + " becomes " + renamed);
        }
        if (column.type() == UnifiedType.UNSUPPORTED) {
          warnings.add(
              "column " + column.name() + " has no values: Datastream does not support it");
        }
        if (column.type() == UnifiedType.UNTYPED) {
          warnings.add("JSON files tell no types: columns are as narrow as the values seen so far");
          if (settings.arrays() == ArrayForm.REPEATED) {
            warnings.add(
                "JSON files do not tell arrays from JSON, so arrays: repeated is for Avro files: a"
                    + " column that a JSON file makes is JSON, and stays so");
          }
        }
      }
    }

    private TableDefinition merged(TableDefinition known, TableDefinition wanted) {
      if (!known.primaryKey().equals(wanted.primaryKey())) {
        warnings.add(
            "the key is "
                + known.primaryKey()
                + " in some events, "
                + wanted.primaryKey()
                + " in others");
      }
      Map<String, Column> columns = new LinkedHashMap<>();
      known.columns().forEach(column -> columns.put(key(column), column));
      for (Column column : wanted.columns()) {
        Column other = columns.get(key(column));
        if (other == null || other.type().isWidenedBy(column.type())) {
          columns.put(key(column), column);
        } else if (other.type() != column.type() && !column.type().isWidenedBy(other.type())) {
          warnings.add(
              "column %s is %s in some files, %s in others"
                  .formatted(column.name(), other.type(), column.type()));
        }
      }
      return known.withColumns(new ArrayList<>(columns.values()));
    }

    private static String key(Column column) {
      return column.name().toLowerCase(Locale.ROOT);
    }

    TablePlan plan() {
      ChangeEvent event = requireNonNull(first, "one event at least");
      if (sources.size() > 1 && !settings.isSharded()) {
        warnings.add(
            "several tables of the source would be this one, and the events of all but the first"
                + " become dead letters: "
                + String.join(", ", sources));
      }
      if (silver != null
          && KeyPolicy.of(settings, event) == KeyPolicy.COLUMNS
          && silver.primaryKey().equals(List.of(MetadataColumn.KEY.columnName()))) {
        warnings.add("BigQuery does not take this key, so its text is the key");
      }
      return new TablePlan(
          requireNonNull(bronze, "one event at least"),
          silver,
          view(),
          history(event),
          event.source().kind().name().toLowerCase(Locale.ROOT),
          String.join(", ", objects),
          KeyPolicy.names(settings, event),
          order(event),
          events,
          List.copyOf(warnings));
    }

    private @Nullable ReferringView view() {
      List<String> columns = settings.references().stream().map(Reference::name).toList();
      return silver == null || columns.isEmpty()
          ? null
          : new ReferringView(destinations.referring(settings), columns);
    }

    private @Nullable TableName history(ChangeEvent event) {
      KeyPolicy policy = KeyPolicy.of(settings, event);
      return settings.hasHistory() && (policy == KeyPolicy.COLUMNS || policy == KeyPolicy.ROW_ID)
          ? HistoryViews.view(destinations.versions(event, settings))
          : null;
    }

    private static String order(ChangeEvent event) {
      return switch (event.source().kind()) {
        case MYSQL -> "time, number of the binlog file, position in it, delete before upsert";
        case POSTGRESQL -> "time, LSN, number in the read batch, delete before upsert";
        case ORACLE -> "time, SCN, record set, statement, delete before upsert";
        case SQLSERVER -> "time, LSN, number in the read batch, delete before upsert";
        case MONGODB -> "cluster time, number in the read batch, delete before upsert";
        case SPANNER -> "commit time, record sequence, number of the mod";
        case SALESFORCE, UNKNOWN -> "time, number in the read batch, delete before upsert";
      };
    }
  }
}
