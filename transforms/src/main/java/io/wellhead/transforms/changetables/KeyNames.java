// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.util.List;

/** Finds the columns of a key in a row image. */
final class KeyNames {
  private KeyNames() {}

  /**
   * Positions of the names: exactly first, then without regard to case, because some sources tell
   * their keys in another case than their columns.
   *
   * @throws KeyMissingException if a name is not there
   */
  static int[] find(List<String> names, PayloadSchema schema) {
    int[] positions = new int[names.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = find(names.get(i), schema.columns());
    }
    return positions;
  }

  private static int find(String name, List<PayloadColumn> columns) {
    int found = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
      if (found < 0 && columns.get(i).name().equalsIgnoreCase(name)) {
        found = i;
      }
    }
    if (found < 0) {
      throw new KeyMissingException("the payload has no column " + name + ", which is of the key");
    }
    return found;
  }
}
