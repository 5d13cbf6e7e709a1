// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.util.Locale;

/** HTML text under construction. Text goes in escaped; markup only as a literal of this program. */
final class Markup {
  private final StringBuilder html = new StringBuilder();

  /**
   * Appends markup; arguments replace {@code {}} in order, escaped for elements and quoted
   * attributes.
   */
  Markup add(String literal, Object... arguments) {
    int from = 0;
    for (Object argument : arguments) {
      int hole = literal.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("more arguments than {} in: " + literal);
      }
      html.append(literal, from, hole).append(escape(String.valueOf(argument)));
      from = hole + 2;
    }
    html.append(literal, from, literal.length());
    return this;
  }

  /** Appends markup that was already made safe. */
  Markup addSafe(CharSequence safe) {
    html.append(safe);
    return this;
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** A number with thousands separators, or a dash where there is none. */
  static String number(double value, int digits) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
