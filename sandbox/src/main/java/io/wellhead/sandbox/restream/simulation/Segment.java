// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of one site's history in one state.
 *
 * @param id history id
 * @param start first epoch second
 * @param end first epoch second of the next segment
 * @param source the measurement source that feeds the site, while it is treated
 * @param screenOut the second at which the treatment screens out, or {@link #NEVER}
 * @param next the state that follows, null at the end of the plan
 */
public record Segment(
    long id,
    long siteId,
    State state,
    int stage,
    long start,
    long end,
    @Nullable String source,
    long screenOut,
    @Nullable State next) {

  public static final long NEVER = Long.MAX_VALUE;

  /** The states that the two-valve truth table knows (section 2.3). */
  public enum State {
    STANDBY("standby_standby"),
    WIRELINE("wl_runinhole"),
    FRAC("frac_frac");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }
  }

  public long duration() {
    return end - start;
  }

  /** Whether the second lies inside the segment. */
  public boolean covers(long second) {
    return start <= second && second < end;
  }

  /** Upper master valve: closed on standby. */
  String upperMaster() {
    return state == State.STANDBY ? "C" : "O";
  }

  /** Swab valve: open for wireline, and at the end of the standby before it. */
  String swab(long second) {
    boolean opening = state == State.STANDBY && next == State.WIRELINE && second >= end - 120;
    return state == State.WIRELINE || opening ? "O" : "C";
  }
}
