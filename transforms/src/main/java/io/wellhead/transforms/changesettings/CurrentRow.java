// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import java.util.List;
import java.util.Map;

/**
 * What the settings make of an event for the table of the current state.
 *
 * @param event its payload has the columns of that table, with their types
 * @param key names of the key's columns in that payload, or those that it should have; empty if the
 *     table has no key
 * @param notes by column, why a value that the source has is missing
 */
public record CurrentRow(ChangeEvent event, List<String> key, Map<String, String> notes) {
  public CurrentRow {
    key = List.copyOf(key);
    notes = Map.copyOf(notes);
  }
}
