// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.util.List;

/** Field of {@code source_metadata}. */
record MetadataField(String name, Type type) {

  /** Types of such fields. Values are String, Long, Boolean, and lists of String or Integer. */
  enum Type {
    TEXT,
    OPTIONAL_TEXT,
    OPTIONAL_LONG,
    OPTIONAL_FLAG,
    TEXTS,
    OPTIONAL_TEXTS,
    OPTIONAL_NUMBERS
  }

  private static final MetadataField CHANGE_TYPE = optional("change_type");
  private static final MetadataField IS_DELETED = of("is_deleted", Type.OPTIONAL_FLAG);
  private static final MetadataField KEYS = of("primary_keys", Type.OPTIONAL_TEXTS);

  /** The fields of a source's events in the files' order. */
  static List<MetadataField> of(Source source) {
    return switch (source) {
      case MYSQL ->
          List.of(
              text("table"),
              text("database"),
              of("primary_keys", Type.TEXTS),
              optional("log_file"),
              of("log_position", Type.OPTIONAL_LONG),
              CHANGE_TYPE,
              IS_DELETED);
      case POSTGRESQL ->
          List.of(
              text("schema"),
              text("table"),
              IS_DELETED,
              CHANGE_TYPE,
              of("tx_id", Type.OPTIONAL_LONG),
              optional("lsn"),
              KEYS);
      case ORACLE ->
          List.of(
              text("schema"),
              text("table"),
              text("database"),
              optional("row_id"),
              of("scn", Type.OPTIONAL_LONG),
              IS_DELETED,
              CHANGE_TYPE,
              of("ssn", Type.OPTIONAL_LONG),
              optional("rs_id"),
              optional("tx_id"),
              optional("log_file"),
              KEYS);
      case SQLSERVER ->
          List.of(
              text("database"),
              text("schema"),
              text("table"),
              IS_DELETED,
              CHANGE_TYPE,
              optional("lsn"),
              optional("tx_id"),
              of("physical_location", Type.OPTIONAL_NUMBERS),
              of("replication_index", Type.OPTIONAL_TEXTS));
      case MONGODB -> List.of(text("database"), text("collection"), CHANGE_TYPE, IS_DELETED, KEYS);
    };
  }

  private static MetadataField text(String name) {
    return of(name, Type.TEXT);
  }

  private static MetadataField optional(String name) {
    return of(name, Type.OPTIONAL_TEXT);
  }

  private static MetadataField of(String name, Type type) {
    return new MetadataField(name, type);
  }
}
