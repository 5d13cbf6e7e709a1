// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * What became of some rows that have a key and a revision in common. Reports of one key and
 * revision add up to the rows that were given to the write.
 *
 * @param key value of the column by which the write reports
 * @param revision of a current-state table the first section of the rows' sequence
 * @param written rows that BigQuery acknowledged
 * @param rejected rows that became dead letters
 * @param error why, of the first one; null if there is none
 */
public record WriteReport(
    long key, long revision, long written, long rejected, @Nullable String error) {

  static WriteReport written(long key, long revision, long rows) {
    return new WriteReport(key, revision, rows, 0, null);
  }

  static WriteReport rejected(long key, long revision, String error) {
    return new WriteReport(key, revision, 0, 1, error);
  }
}
