// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the tables of pads, sites, fields and stages with what REST serves at the end. */
final class InstanceCheck {
  private static final String UPDATES = "restream_bronze.instance_updates";
  private static final String FIGURES = "restream_silver.stage_aggregations";

  private final BigQuerySandbox warehouse;
  private final Pad pad;
  private final List<Site> sites;
  private final List<Field> fields;
  private final List<Stage> endedStages;
  private final List<List<Parameter>> definitions;

  /**
   * @param until stages that ended by then are compared; a later end may not have been read
   */
  InstanceCheck(BigQuerySandbox warehouse, RestreamClient client, Room room, Instant until) {
    this.warehouse = warehouse;
    pad = client.pads().get(room.id()).execute();
    sites = client.sites().ofPad(room.id()).execute();
    fields = client.fields(room).execute();
    definitions =
        sites.stream().map(site -> client.parameters(Room.site(site.id())).execute()).toList();
    endedStages =
        client.stages(room, StageFilter.ALL).execute().stream()
            .filter(stage -> stage.end() != null && !stage.end().isAfter(until))
            .toList();
  }

  List<TableCheck> run() {
    List<Object> served = new ArrayList<>();
    served.add(pad);
    served.addAll(sites);
    served.addAll(fields);
    served.addAll(endedStages);
    served.addAll(definitions);
    return List.of(
        new TableCheck(UPDATES, "objects as served", count(served, received()), served.size()),
        new TableCheck(
            "restream_silver.stages",
            "ended stages as served",
            count(endedStages.stream().map(InstanceCheck::columns).toList(), stages()),
            endedStages.size()),
        figures(),
        rows("restream_silver.pads", 1),
        rows("restream_silver.sites", sites.size()),
        rows("restream_silver.fields", fields.size()));
  }

  /** The service's own factors between units are rounded. */
  private TableCheck figures() {
    String served = "SELECT COUNT(*) AS n FROM " + FIGURES + " WHERE vendor_value IS NOT NULL";
    return new TableCheck(
        FIGURES,
        "final figures as served",
        TableCheck.number(warehouse, served + " AND ABS(difference) <= 1e-6 * ABS(vendor_value)"),
        TableCheck.number(warehouse, served));
  }

  private TableCheck rows(String table, long truth) {
    return new TableCheck(table, "rows", TableCheck.rows(warehouse, table), truth);
  }

  private static long count(List<?> wanted, Set<?> found) {
    return wanted.stream().filter(found::contains).count();
  }

  /** Every object that was received, decoded. */
  private Set<Object> received() {
    Set<Object> objects = new HashSet<>();
    for (Map<String, @Nullable Object> row :
        warehouse.query("SELECT kind, payload FROM " + UPDATES)) {
      byte[] json = String.valueOf(row.get("payload")).getBytes(StandardCharsets.UTF_8);
      String kind = String.valueOf(row.get("kind"));
      objects.add(
          kind.equals("parameters")
              ? WireJson.decodeList(json, Parameter.class)
              : WireJson.decode(json, type(kind)));
    }
    return objects;
  }

  private static Class<?> type(String kind) {
    return switch (kind) {
      case "pad" -> Pad.class;
      case "site" -> Site.class;
      case "field" -> Field.class;
      case "stage" -> Stage.class;
      default -> throw new IllegalStateException(UPDATES + " holds the kind " + kind);
    };
  }

  private Set<List<@Nullable Object>> stages() {
    Set<List<@Nullable Object>> stages = new HashSet<>();
    for (Map<String, @Nullable Object> row :
        warehouse.query("SELECT * FROM restream_silver.stages")) {
      stages.add(
          Arrays.asList(
              row.get("history_id"),
              row.get("site_id"),
              row.get("stage_number"),
              row.get("state"),
              row.get("start"),
              row.get("end")));
    }
    return stages;
  }

  private static List<@Nullable Object> columns(Stage stage) {
    return Arrays.asList(
        stage.id(),
        stage.site(),
        (long) stage.stageNumber(),
        stage.state(),
        stage.start(),
        stage.end());
  }
}
