// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a corrected range has come. A range without an end is still to be read, or
 * was left to the next run.
 *
 * @param range the whole range
 * @param pieces how many pieces were given of a range that has ended
 * @param error why the service does not give the range; null if it does
 */
public record RangeProgress(CorrectedRange range, Kind kind, long pieces, @Nullable String error) {

  /** Steps of a reading. */
  public enum Kind {
    /** It is to be read. */
    QUEUED(0),
    /** It was read to its end, the tail that came to be stored late included, or refused. */
    ENDED(1);

    private static final Kind[] BY_CODE = values();

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The number that stands for this value in encodings; it never changes. */
    int code() {
      return code;
    }

    /**
     * @throws IllegalArgumentException if no kind has this number
     */
    static Kind ofCode(int code) {
      if (code < 0 || code >= BY_CODE.length) {
        throw new IllegalArgumentException("kind code " + code + ", accepted are 0 and 1");
      }
      return BY_CODE[code];
    }
  }

  public RangeProgress {
    requireNonNull(range, "range");
    requireNonNull(kind, "kind");
  }

  static RangeProgress queued(CorrectedRange range) {
    return new RangeProgress(range, Kind.QUEUED, 0, null);
  }

  static RangeProgress ended(CorrectedRange range, long pieces, @Nullable String error) {
    return new RangeProgress(range, Kind.ENDED, pieces, error);
  }
}
