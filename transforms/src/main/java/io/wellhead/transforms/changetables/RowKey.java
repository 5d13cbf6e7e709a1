// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.TableSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that an event is of, as bronze names it: the values of its key as one text. */
final class RowKey {
  private RowKey() {}

  /** The text; null where there is no key, or the event lacks a value of it. */
  static @Nullable String of(ChangeEvent event, TableSettings table) {
    KeyPolicy policy = KeyPolicy.of(table, event);
    if (policy == KeyPolicy.LOG || policy == KeyPolicy.FAIL) {
      return null;
    }
    List<String> names = KeyPolicy.names(table, event);
    List<Object> values = new ArrayList<>();
    try {
      if (policy == KeyPolicy.ROW_ID) {
        values.add(KeyPolicy.rowId(event));
      }
      for (int key : KeyNames.find(names, event.payload().schema())) {
        Object value = event.payload().values().get(key);
        if (value == null) {
          return null;
        }
        values.add(value);
      }
    } catch (KeyMissingException e) {
      return null;
    }
    table.shard(event).ifPresent(values::add);
    return ValueText.key(values);
  }
}
