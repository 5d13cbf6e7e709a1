// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers for a day of which seconds records were given: their rows may be on the way, so silver
 * cannot be asked yet whether it holds them. One thread.
 */
final class GivenLately {
  private static final Duration MEMORY = Duration.ofDays(1);

  private final List<GivenSpan> spans;

  GivenLately(List<GivenSpan> spans) {
    this.spans = new ArrayList<>(spans);
  }

  /** The piece, marked if it touches what was given; from now on it is given itself. */
  CorrectedPiece give(CorrectedPiece piece) {
    spans.removeIf(span -> span.at().isBefore(piece.readAt().minus(MEMORY)));
    boolean again = spans.stream().anyMatch(span -> span.touches(piece));
    if (!piece.records().isEmpty()) {
      add(GivenSpan.of(piece));
    }
    return again ? piece.givenBefore() : piece;
  }

  /** The pieces of a range follow one another, so a range of months is one span. */
  private void add(GivenSpan next) {
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).holds(next)) {
        spans.set(i, spans.get(i).asOf(next.at()));
        return;
      }
      if (spans.get(i).isFollowedBy(next)) {
        spans.set(i, spans.get(i).and(next));
        return;
      }
    }
    spans.add(next);
  }

  List<GivenSpan> spans() {
    return List.copyOf(spans);
  }
}
