// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.TableSettings;
import java.util.List;

/** By what the rows of a table are told apart, or what becomes of its events if by nothing. */
enum KeyPolicy {
  /** Columns that the settings or the source name. */
  COLUMNS,
  /** The physical place of the row, as Oracle tells it. */
  ROW_ID,
  /** Nothing: events are kept in bronze only. */
  LOG,
  /** Nothing: events become dead letters. */
  FAIL;

  static KeyPolicy of(TableSettings settings, ChangeEvent event) {
    if (!names(settings, event).isEmpty()) {
      return COLUMNS;
    }
    return switch (settings.noKey()) {
      case LOG -> LOG;
      case FAIL -> FAIL;
      case ROW_ID -> ROW_ID;
    };
  }

  /** The source's names of the key's columns; empty if there are none. */
  static List<String> names(TableSettings settings, ChangeEvent event) {
    return settings.key().isEmpty() ? event.source().keys() : settings.key();
  }

  /**
   * The physical place of the row.
   *
   * @throws KeyMissingException if the event does not tell it
   */
  static String rowId(ChangeEvent event) {
    if (event.source().fields().get("row_id") instanceof String rowId && !rowId.isBlank()) {
      return rowId;
    }
    throw new KeyMissingException(
        "the source tells neither a key nor a row id for " + event.object());
  }
}
