// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.warehouse.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the numbers of records as silver has them, for figures that must agree with it. One thread.
 */
public final class RecordNumbers {
  private final RecordParser parser =
      new RecordParser(SilverFormat.promotedFields(Tables.SILVER_MEASUREMENTS));

  private RecordNumbers() {}

  public static RecordNumbers create() {
    return new RecordNumbers();
  }

  /**
   * The numeric fields of a record.
   *
   * @param json a record as received
   * @return by field name; empty if the record has no row in silver, because it is not valid
   */
  public Optional<Map<String, Double>> of(byte[] json) {
    try {
      RecordFields fields = parser.parse(json);
      String[] names = fields.numericNames();
      double[] values = fields.numericValues();
      Map<String, Double> numbers = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        numbers.put(names[i], values[i]);
      }
      return Optional.of(numbers);
    } catch (InvalidRecordException e) {
      return Optional.empty();
    }
  }
}
