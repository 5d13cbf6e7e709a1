// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import io.wellhead.sandbox.datastream.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an array as PostgreSQL prints it: {@code {1,NULL,"a \"b\""}}, also nested. */
final class ArrayText {
  private final String text;
  private final ColumnType element;
  private int at;

  ArrayText(String text, ColumnType element) {
    this.text = text;
    this.element = element;
    // Arrays that do not begin at 1 tell their bounds first.
    at = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
  }

  List<@Nullable Object> read() {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    while (text.charAt(at) != '}') {
      if (text.charAt(at) == ',') {
        at++;
      } else if (text.charAt(at) == '{') {
        items.add(read());
      } else if (text.charAt(at) == '"') {
        items.add(PostgresText.value(quoted(), element));
      } else {
        items.add(bare());
      }
    }
    at++;
    return items;
  }

  private String quoted() {
    StringBuilder item = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      item.append(text.charAt(at));
    }
    at++;
    return item.toString();
  }

  private @Nullable Object bare() {
    int begin = at;
    while (text.charAt(at) != ',' && text.charAt(at) != '}') {
      at++;
    }
    String item = text.substring(begin, at);
    return item.equals("NULL") ? null : PostgresText.value(item, element);
  }
}
