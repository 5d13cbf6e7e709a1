// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import java.util.Arrays;

/**
 * The numbers of one site and second, and which version of that second they are. The arrays are
 * never changed after construction and never copied: this is the inside of the aggregation.
 *
 * @param revision 0 as first seen, else the id of the data change that wrote it
 * @param receivedAtMicros epoch microseconds
 * @param content checksum of the record, which decides between two versions received at once
 */
public record SecondRecord(
    long revision,
    long receivedAtMicros,
    long content,
    @SuppressWarnings("ArrayRecordComponent") // shared, compared by content below
        String[] names,
    @SuppressWarnings("ArrayRecordComponent") // as above
        double[] values)
    implements Comparable<SecondRecord> {

  public SecondRecord {
    if (names.length != values.length) {
      throw new IllegalArgumentException(names.length + " names for " + values.length + " values");
    }
  }

  /**
   * By version, the current one last: the order of the silver rows' change sequence, so that both
   * agree on the winner.
   */
  @Override
  public int compareTo(SecondRecord other) {
    int order = Long.compare(revision, other.revision);
    if (order == 0) {
      order = Long.compare(receivedAtMicros, other.receivedAtMicros);
    }
    return order == 0 ? Long.compareUnsigned(content, other.content) : order;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof SecondRecord other
        && revision == other.revision
        && receivedAtMicros == other.receivedAtMicros
        && content == other.content
        && Arrays.equals(names, other.names)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * (31 * revision + receivedAtMicros) + content);
  }

  @Override
  public String toString() {
    return "SecondRecord(revision=" + revision + ", fields=" + names.length + ')';
  }
}
