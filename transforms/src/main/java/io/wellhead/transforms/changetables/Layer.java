// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changesettings.TableSettings;

/** What a table keeps of the rows of a source. */
enum Layer {
  /** The newest version of each. */
  CURRENT_STATE("Write current state"),

  /** Every version of each, deletions among them: a row for each key and sequence. */
  VERSIONS("Write history");

  private final String step;

  Layer(String step) {
    this.step = step;
  }

  /** The step's name in dead letters. */
  String step() {
    return step;
  }

  /** Whether a table has it. */
  boolean isOf(TableSettings settings) {
    return this == CURRENT_STATE ? settings.hasCurrentState() : settings.hasHistory();
  }

  /** Whether an event of a file is accounted for when it is settled here. */
  boolean isAccounted() {
    return this == CURRENT_STATE;
  }
}
