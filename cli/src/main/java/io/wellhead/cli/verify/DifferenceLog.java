// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.cli.verify.Difference.What;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells differences that lie next to each other as one. One thread; closed at the end of a site,
 * which tells what is still open.
 */
final class DifferenceLog implements AutoCloseable {
  /** A difference every ten seconds, as many fields have values, is one. */
  private static final long MOST_SECONDS_BETWEEN = 60;

  private record Line(What what, String subject, long siteId) {}

  private final Map<Line, Difference> open = new LinkedHashMap<>();
  private final Consumer<Difference> listener;

  DifferenceLog(Consumer<Difference> listener) {
    this.listener = listener;
  }

  /** Takes the next difference; those of one subject come in the order of time. */
  void add(Difference next) {
    if (next.what() == What.AGGREGATION) {
      listener.accept(next);
      return;
    }
    Line line = new Line(next.what(), next.subject(), next.siteId());
    Difference present = open.get(line);
    if (present == null) {
      open.put(line, next);
    } else if (present.isContinuedBy(next, MOST_SECONDS_BETWEEN)) {
      open.put(line, present.joinedBy(next));
    } else {
      listener.accept(present);
      open.remove(line);
      open.put(line, next);
    }
  }

  @Override
  public void close() {
    open.values().forEach(listener);
    open.clear();
  }
}
