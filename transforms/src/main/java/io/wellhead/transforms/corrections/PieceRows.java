// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a piece of a corrected range: how many rows it gave to the warehouse.
 *
 * @param siteId the corrected site
 * @param revision of its rows: the highest of the change ids
 * @param changeIds the data changes that asked for it, ascending
 * @param from first second that was read, since 1970
 * @param through last second that was read
 * @param readAt when it was read
 * @param corrected seconds upserted in {@code restream_silver.measurements}
 * @param removed seconds deleted there
 * @param rows all rows given to any table: to bronze, upserts and deletes
 * @param invalid records that have no silver row, each a dead letter
 * @param error what is wrong with the first of them; null without any
 */
public record PieceRows(
    long siteId,
    long revision,
    List<Long> changeIds,
    long from,
    long through,
    Instant readAt,
    long corrected,
    long removed,
    long rows,
    long invalid,
    @Nullable String error) {

  public PieceRows {
    changeIds = List.copyOf(changeIds);
    requireNonNull(readAt, "readAt");
  }
}
