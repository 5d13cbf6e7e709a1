// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

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
 */
public record TableNaming(String domain, String table) implements Serializable {
  private static final Pattern TOKEN = Pattern.compile("\\{([^{}]*)}");
  private static final int MOST_CHARS = 1_000;

  public TableNaming {
    check("domain", domain);
    check("table", table);
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
    return new TableName(clean(domain) + "_silver", clean(cut(table)));
  }

  private TableName name(ChangeEvent event, String layer) {
    SourceNames names = SourceNames.of(event);
    return new TableName(clean(names.fill(domain)) + layer, clean(cut(names.fill(table))));
  }

  private static String cut(String name) {
    return name.length() <= MOST_CHARS ? name : name.substring(0, MOST_CHARS);
  }

  private static String clean(String name) {
    StringBuilder clean = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      clean.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
    }
    return clean.toString();
  }
}
