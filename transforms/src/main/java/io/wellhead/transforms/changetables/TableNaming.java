// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.SourceNames;
import io.wellhead.transforms.warehouse.TableName;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which tables an event belongs in: {@code <domain>_bronze.<table>} and {@code
 * <domain>_silver.<table>}, where domain and table are templates with tokens in braces: {@code
 * {stream}} (the last part of its name), {@code {database}}, {@code {schema}}, {@code {table}},
 * {@code {object}} and {@code {source}} (the kind of database). A token that an event does not have
 * is empty, but {@code {database}} of a source without one is its schema, and {@code {schema}} of a
 * source without one its database.
 *
 * @param domain template of the domain
 * @param table template of the table's name
 * @param asIncumbent whether tables keep all characters that BigQuery takes, dashes among them, as
 *     they do in Google's template; else only letters, digits and underscores, which need no quotes
 */
public record TableNaming(String domain, String table, boolean asIncumbent)
    implements Serializable {
  private static final Pattern TOKEN = Pattern.compile("\\{([^{}]*)}");

  /** Of the 1,024 that BigQuery takes; the others are for what is added to a name. */
  private static final int MOST_BYTES = 1_000;

  /** What BigQuery's names of datasets do not have. */
  private static final Pattern NOT_OF_DATASETS = Pattern.compile("[^A-Za-z0-9_]");

  /** What BigQuery's names of tables do not have. */
  private static final Pattern NOT_OF_TABLES =
      Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]");

  public TableNaming {
    check("domain", domain);
    check("table", table);
  }

  /** Tables whose names need no quotes. */
  public TableNaming(String domain, String table) {
    this(domain, table, false);
  }

  private static void check(String what, String template) {
    requireNonNull(template, what);
    Matcher tokens = TOKEN.matcher(template);
    while (tokens.find()) {
      if (!SourceNames.TOKENS.contains(tokens.group(1))) {
        throw new IllegalArgumentException(
            what
                + " "
                + template
                + ": "
                + tokens.group()
                + " is no token; accepted: "
                + SourceNames.TOKENS);
      }
    }
    if (TOKEN.matcher(template).replaceAll("").matches(".*[{}].*") || template.isBlank()) {
      throw new IllegalArgumentException(what + " '" + template + "' is no template of a name");
    }
  }

  /** The table of every event. */
  public TableName bronze(ChangeEvent event) {
    return name(event, "_bronze");
  }

  /** The table of the current state. */
  public TableName silver(ChangeEvent event) {
    return name(event, "_silver");
  }

  /**
   * The table of the current state, whichever event it is of.
   *
   * @throws IllegalStateException if a template has tokens
   */
  TableName silver() {
    if (domain.indexOf('{') >= 0 || table.indexOf('{') >= 0) {
      throw new IllegalStateException(domain + " and " + table + " depend on the event");
    }
    return name(domain, table, "_silver");
  }

  private TableName name(ChangeEvent event, String layer) {
    SourceNames names = SourceNames.of(event);
    return name(names.fill(domain), names.fill(table), layer);
  }

  private TableName name(String filledDomain, String filledTable, String layer) {
    return new TableName(
        NOT_OF_DATASETS.matcher(filledDomain).replaceAll("_") + layer,
        cut((asIncumbent ? NOT_OF_TABLES : NOT_OF_DATASETS).matcher(filledTable).replaceAll("_")));
  }

  private static String cut(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(UTF_8).length > MOST_BYTES) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }
}
