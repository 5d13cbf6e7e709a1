// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * What the comparison of a table found.
 *
 * @param table the table, {@code dataset.table} without the prefix of datasets
 * @param expected rows that must be there
 * @param found rows that are
 * @param equal rows that are as they must be in every value
 * @param expectedSum of the expected rows, whatever their order
 * @param foundSum of the rows that were found; equal to the other if all rows are
 * @param remarks what was not compared, and why
 */
public record TableFigures(
    String table,
    long expected,
    long found,
    long equal,
    String expectedSum,
    String foundSum,
    List<String> remarks) {
  public TableFigures {
    remarks = List.copyOf(remarks);
  }

  /** Whether every row is as it must be. */
  public boolean isEqual() {
    return expected == equal && found == equal;
  }

  /** Adds up. */
  static final class Sum {
    private final List<String> remarks = new ArrayList<>();
    private long expected;
    private long found;
    private long equal;
    private long expectedSum;
    private long foundSum;

    void expected(long hash) {
      expected++;
      expectedSum += hash;
    }

    void found(long hash) {
      found++;
      foundSum += hash;
    }

    void equal() {
      equal++;
    }

    void remark(String remark) {
      if (!remarks.contains(remark)) {
        remarks.add(remark);
      }
    }

    TableFigures of(String table) {
      return new TableFigures(
          table,
          expected,
          found,
          equal,
          "%016x".formatted(expectedSum),
          "%016x".formatted(foundSum),
          remarks);
    }
  }
}
