// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.util.List;

/** Every table of the warehouse, read once from the schema files. */
public final class Tables {
  public static final TableDefinition BRONZE_MEASUREMENTS =
      SchemaFiles.read("restream_bronze", "measurements");
  public static final TableDefinition BRONZE_INSTANCE_UPDATES =
      SchemaFiles.read("restream_bronze", "instance_updates");
  public static final TableDefinition BRONZE_DATA_CHANGES =
      SchemaFiles.read("restream_bronze", "data_changes");
  public static final TableDefinition SILVER_MEASUREMENTS =
      SchemaFiles.read("restream_silver", "measurements");
  public static final TableDefinition SILVER_MINUTES =
      SchemaFiles.read("restream_silver", "measurements_1m");
  public static final TableDefinition SILVER_STAGES = SchemaFiles.read("restream_silver", "stages");
  public static final TableDefinition SILVER_STAGE_AGGREGATIONS =
      SchemaFiles.read("restream_silver", "stage_aggregations");
  public static final TableDefinition SILVER_PADS = SchemaFiles.read("restream_silver", "pads");
  public static final TableDefinition SILVER_SITES = SchemaFiles.read("restream_silver", "sites");
  public static final TableDefinition SILVER_FIELDS = SchemaFiles.read("restream_silver", "fields");
  public static final TableDefinition SILVER_DATA_CHANGES =
      SchemaFiles.read("restream_silver", "data_changes");
  public static final TableDefinition CHANGE_FILES =
      SchemaFiles.read("wellhead_ops", "change_files");

  /**
   * The shape of every bronze table of change files; its own name stands for {@code
   * <domain>_bronze.<table>}.
   */
  public static final TableDefinition BRONZE_EVENTS = SchemaFiles.read("domain_bronze", "table");

  public static final TableDefinition DEAD_LETTERS =
      SchemaFiles.read("wellhead_ops", "dead_letters");
  public static final TableDefinition DEAD_LETTER_REPLAYS =
      SchemaFiles.read("wellhead_ops", "dead_letter_replays");

  private static final List<TableDefinition> ALL =
      List.of(
          BRONZE_MEASUREMENTS,
          BRONZE_INSTANCE_UPDATES,
          BRONZE_DATA_CHANGES,
          SILVER_MEASUREMENTS,
          SILVER_MINUTES,
          SILVER_STAGES,
          SILVER_STAGE_AGGREGATIONS,
          SILVER_PADS,
          SILVER_SITES,
          SILVER_FIELDS,
          SILVER_DATA_CHANGES,
          BRONZE_EVENTS,
          CHANGE_FILES,
          DEAD_LETTERS,
          DEAD_LETTER_REPLAYS);

  private Tables() {}

  /** All tables, bronze first. */
  public static List<TableDefinition> all() {
    return ALL;
  }
}
