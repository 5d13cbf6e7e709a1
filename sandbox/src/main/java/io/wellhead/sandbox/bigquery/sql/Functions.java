// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that GoogleSQL and DuckDB spell differently and that the sandbox translates. In a
 * template {@code $1} is the first argument, {@code %2} the second one as the name of a date part,
 * {@code $*} all arguments.
 */
final class Functions {
  private static final Map<String, String> TEMPLATES =
      Map.ofEntries(
          entry("SAFE_DIVIDE", "(($1) / nullif(($2), 0))"),
          entry("COUNTIF", "count(CASE WHEN $1 THEN 1 END)"),
          entry("LOGICAL_AND", "bool_and($*)"),
          entry("LOGICAL_OR", "bool_or($*)"),
          entry("DIV", "(($1) // ($2))"),
          entry("GENERATE_ARRAY", "generate_series($*)"),
          entry("REGEXP_CONTAINS", "regexp_matches($*)"),
          entry("TO_HEX", "lower(hex($1))"),
          entry("SAFE_CONVERT_BYTES_TO_STRING", "coalesce(try(decode($1)), CAST(($1) AS VARCHAR))"),
          entry("SHA256", "unhex(sha256($1))"),
          entry("MD5", "unhex(md5($1))"),
          entry("JSON_VALUE", "json_extract_string($*)"),
          entry("JSON_EXTRACT_SCALAR", "json_extract_string($*)"),
          entry("JSON_QUERY", "json_extract($*)"),
          entry("TO_JSON_STRING", "CAST(to_json($1) AS VARCHAR)"),
          entry("PARSE_JSON", "CAST(($1) AS JSON)"),
          entry("CURRENT_TIMESTAMP", "now()"),
          entry("CURRENT_DATETIME", "CAST(now() AS TIMESTAMP)"),
          entry("TIMESTAMP", "CAST(($1) AS TIMESTAMPTZ)"),
          entry("DATETIME", "CAST(($1) AS TIMESTAMP)"),
          entry("DATE", "CAST(($1) AS DATE)"),
          entry("STRING", "CAST(($1) AS VARCHAR)"),
          entry("TIMESTAMP_SECONDS", "(TIMESTAMPTZ 'epoch' + to_seconds($1))"),
          entry("TIMESTAMP_MILLIS", "(TIMESTAMPTZ 'epoch' + to_milliseconds($1))"),
          entry("TIMESTAMP_MICROS", "(TIMESTAMPTZ 'epoch' + to_microseconds($1))"),
          entry("UNIX_SECONDS", "CAST(floor(epoch_us($1) / 1000000) AS BIGINT)"),
          entry("UNIX_MILLIS", "CAST(floor(epoch_us($1) / 1000) AS BIGINT)"),
          entry("UNIX_MICROS", "epoch_us($1)"),
          entry("TIMESTAMP_ADD", "(($1) + ($2))"),
          entry("TIMESTAMP_SUB", "(($1) - ($2))"),
          entry("DATETIME_ADD", "(($1) + ($2))"),
          entry("DATETIME_SUB", "(($1) - ($2))"),
          entry("DATE_ADD", "CAST(($1) + ($2) AS DATE)"),
          entry("DATE_SUB", "CAST(($1) - ($2) AS DATE)"),
          entry("TIMESTAMP_TRUNC", "date_trunc(%2, $1)"),
          entry("DATETIME_TRUNC", "date_trunc(%2, $1)"),
          entry("DATE_TRUNC", "CAST(date_trunc(%2, $1) AS DATE)"),
          entry("TIMESTAMP_DIFF", "date_sub(%3, $2, $1)"),
          entry("DATETIME_DIFF", "date_diff(%3, $2, $1)"),
          entry("DATE_DIFF", "date_diff(%3, $2, $1)"),
          entry("FORMAT_TIMESTAMP", "strftime($2, $1)"),
          entry("FORMAT_DATE", "strftime($2, $1)"),
          entry("FORMAT_DATETIME", "strftime($2, $1)"),
          entry("PARSE_TIMESTAMP", "CAST(strptime($2, $1) AS TIMESTAMPTZ)"),
          entry("PARSE_DATE", "CAST(strptime($2, $1) AS DATE)"));

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("INT64", "BIGINT"),
          entry("INTEGER", "BIGINT"),
          entry("INT", "BIGINT"),
          entry("FLOAT64", "DOUBLE"),
          entry("BOOL", "BOOLEAN"),
          entry("STRING", "VARCHAR"),
          entry("BYTES", "BLOB"),
          entry("TIMESTAMP", "TIMESTAMPTZ"),
          entry("DATETIME", "TIMESTAMP"),
          entry("NUMERIC", "DECIMAL(38,9)"),
          entry("DECIMAL", "DECIMAL(38,9)"),
          entry("BIGNUMERIC", "DECIMAL(38,9)"),
          entry("BIGDECIMAL", "DECIMAL(38,9)"));

  /** Names in GoogleSQL, keywords in DuckDB. */
  private static final Set<String> RESERVED_BY_DUCKDB_ONLY =
      Set.of(
          "analyse",
          "analyze",
          "asymmetric",
          "check",
          "column",
          "constraint",
          "deferrable",
          "describe",
          "do",
          "foreign",
          "initially",
          "lambda",
          "only",
          "placing",
          "primary",
          "references",
          "returning",
          "show",
          "summarize",
          "symmetric",
          "unique",
          "variadic");

  private Functions() {}

  static boolean isReservedByDuckDbOnly(String word) {
    return RESERVED_BY_DUCKDB_ONLY.contains(word.toLowerCase(Locale.ROOT));
  }

  static @Nullable String template(String name) {
    return TEMPLATES.get(name.toUpperCase(Locale.ROOT));
  }

  /** DuckDB's name of a type, or the name as it is. */
  static String type(String name) {
    return TYPES.getOrDefault(name.toUpperCase(Locale.ROOT), name);
  }

  /** Fills a template; arguments that are missing are left empty, so that DuckDB reports them. */
  static String fill(String template, List<String> arguments) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      boolean place = (c == '$' || c == '%') && i + 1 < template.length();
      if (!place) {
        sql.append(c);
        continue;
      }
      char which = template.charAt(++i);
      String argument =
          which == '*' ? String.join(", ", arguments) : argument(arguments, which - '1');
      sql.append(
          c == '%' ? "'" + argument.strip().toLowerCase(Locale.ROOT) + "'" : argument.strip());
    }
    return sql.toString();
  }

  private static String argument(List<String> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }
}
