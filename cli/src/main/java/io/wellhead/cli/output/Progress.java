// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.output;

import io.wellhead.cli.CommandContext;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts what passes: one line that is drawn anew if standard error is a terminal, else nothing.
 * Closed at the end, which clears the line. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(250);

  /** Items between two looks at the clock. */
  private static final int STRIDE = 64;

  private final Clock clock;
  private final @Nullable PrintWriter terminal;
  private final String unit;
  private final Instant start;
  private Instant drawn;
  private long count;

  private Progress(Clock clock, @Nullable PrintWriter terminal, String unit) {
    this.clock = clock;
    this.terminal = terminal;
    this.unit = unit;
    this.start = clock.instant();
    this.drawn = start;
  }

  /** Progress of unknown length. */
  public static Progress of(CommandContext context, PrintWriter err, String unit) {
    return new Progress(context.clock(), context.interactive() ? err : null, unit);
  }

  /** The same items; each is counted as it is handed out. */
  public <T> Iterator<T> watch(Iterator<T> items) {
    return terminal == null ? items : new Counted<>(items);
  }

  @Override
  public void close() {
    if (terminal != null && !drawn.equals(start)) {
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }

  private void step() {
    count++;
    if (count % STRIDE == 0 && terminal != null) {
      Instant now = clock.instant();
      if (Duration.between(drawn, now).compareTo(REDRAW) >= 0) {
        drawn = now;
        double seconds = Duration.between(start, now).toMillis() / 1000.0;
        terminal.printf(Locale.ROOT, "\r%,d %s, %,.0f/s\u001b[K", count, unit, count / seconds);
        terminal.flush();
      }
    }
  }

  private final class Counted<T> implements Iterator<T> {
    private final Iterator<T> items;

    Counted(Iterator<T> items) {
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public T next() {
      T item = items.next();
      step();
      return item;
    }
  }
}
