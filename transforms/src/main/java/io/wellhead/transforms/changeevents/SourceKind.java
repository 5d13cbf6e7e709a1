// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kind of database that an event comes from. The read method does not tell it of newer sources,
 * so it is taken from the fields of {@code source_metadata}.
 */
public enum SourceKind {
  MYSQL("mysql"),
  POSTGRESQL("postgres"),
  ORACLE("oracle"),
  SQLSERVER("sqlserver"),
  MONGODB("mongodb"),
  SALESFORCE("salesforce"),
  SPANNER("spanner"),
  UNKNOWN("");

  private final String methodPrefix;

  SourceKind(String methodPrefix) {
    this.methodPrefix = methodPrefix;
  }

  /**
   * Infers the kind.
   *
   * @param metadata the fields of {@code source_metadata}, those without a value among them
   * @param readMethod the event's {@code read_method}
   */
  public static SourceKind of(Map<String, ? extends @Nullable Object> metadata, String readMethod) {
    if (metadata.containsKey("collection")) {
      return MONGODB;
    }
    boolean oracle = metadata.containsKey("scn") || metadata.containsKey("rs_id");
    if (!oracle && metadata.containsKey("log_file") && metadata.containsKey("log_position")) {
      return MYSQL;
    }
    if (oracle) {
      return ORACLE;
    }
    if (metadata.containsKey("lsn")) {
      return ofLsn(metadata);
    }
    if (metadata.containsKey("object_name") && metadata.containsKey("domain")) {
      return SALESFORCE;
    }
    if (metadata.containsKey("record_sequence") || metadata.containsKey("change_stream_name")) {
      return SPANNER;
    }
    return named(readMethod);
  }

  private static SourceKind ofLsn(Map<String, ? extends @Nullable Object> metadata) {
    boolean colons = metadata.get("lsn") instanceof String lsn && lsn.indexOf(':') >= 0;
    return colons
            || metadata.containsKey("database")
            || metadata.containsKey("replication_index")
            || metadata.containsKey("physical_location")
        ? SQLSERVER
        : POSTGRESQL;
  }

  private static SourceKind named(String readMethod) {
    String lower = readMethod.toLowerCase(Locale.ROOT);
    for (SourceKind kind : values()) {
      if (kind != UNKNOWN && lower.startsWith(kind.methodPrefix)) {
        return kind;
      }
    }
    return UNKNOWN;
  }
}
