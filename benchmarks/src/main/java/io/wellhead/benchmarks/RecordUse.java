// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.restream.DataRecord;
import java.util.Map;

/** What benchmarks do with each record, so that reading it is not left out. */
final class RecordUse {
  private RecordUse() {}

  /**
   * A number that depends on the record's time and site.
   *
   * @param decode whether it depends on all of its values too
   */
  static long of(DataRecord record, boolean decode) {
    long check = record.timestamp() + record.siteId().orElse(0);
    if (decode) {
      for (Map.Entry<String, Object> value : record.values().entrySet()) {
        check += value.getValue() == null ? 1 : value.getValue().hashCode();
      }
    }
    return check;
  }
}
