// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import java.util.Locale;
import java.util.Map;

/** Unified types of PostgreSQL's types. */
final class PostgresTypes {
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("bool", Kind.BOOLEAN),
          Map.entry("int2", Kind.INTEGER),
          Map.entry("int4", Kind.INTEGER),
          Map.entry("smallserial", Kind.INTEGER),
          Map.entry("serial", Kind.INTEGER),
          Map.entry("int8", Kind.LONG),
          Map.entry("bigserial", Kind.LONG),
          Map.entry("oid", Kind.LONG),
          Map.entry("float4", Kind.FLOAT),
          Map.entry("float8", Kind.DOUBLE),
          Map.entry("numeric", Kind.NUMBER),
          Map.entry("money", Kind.NUMBER),
          Map.entry("bpchar", Kind.STRING),
          Map.entry("varchar", Kind.STRING),
          Map.entry("text", Kind.STRING),
          Map.entry("citext", Kind.STRING),
          Map.entry("name", Kind.STRING),
          Map.entry("uuid", Kind.STRING),
          Map.entry("inet", Kind.STRING),
          Map.entry("cidr", Kind.STRING),
          Map.entry("macaddr", Kind.STRING),
          Map.entry("xml", Kind.STRING),
          Map.entry("json", Kind.JSON),
          Map.entry("jsonb", Kind.JSON),
          Map.entry("bytea", Kind.BYTES),
          Map.entry("date", Kind.DATE),
          Map.entry("time", Kind.TIME),
          Map.entry("timetz", Kind.TIME_WITH_TIME_ZONE),
          Map.entry("timestamp", Kind.TIMESTAMP),
          Map.entry("timestamptz", Kind.TIMESTAMP_WITH_TIME_ZONE),
          Map.entry("interval", Kind.INTERVAL));

  private PostgresTypes() {}

  /**
   * The type of a column.
   *
   * @param name in the catalog, such as {@code int4} or {@code _int4} for an array of it
   * @param isEnum whether it, or an array's element, is an enumeration
   */
  static ColumnType of(String name, boolean isEnum) {
    String type = name.toLowerCase(Locale.ROOT);
    if (type.equals("_money")) {
      // The text of its elements has a currency, which depends on the server's language.
      return ColumnType.of(Kind.UNSUPPORTED);
    }
    if (type.startsWith("_")) {
      ColumnType element = of(type.substring(1), isEnum);
      return element.kind() == Kind.UNSUPPORTED ? element : ColumnType.array(element);
    }
    return ColumnType.of(isEnum ? Kind.STRING : KINDS.getOrDefault(type, Kind.UNSUPPORTED));
  }
}
