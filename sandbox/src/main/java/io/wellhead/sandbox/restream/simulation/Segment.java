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
 * @param run the wireline run to which the segment belongs, null for none
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
    @Nullable WirelineRun run,
    @Nullable State next) {

  public static final long NEVER = Long.MAX_VALUE;

  /** The states of section 2.3. */
  public enum State {
    STANDBY("standby_standby"),
    ON_SURFACE("wl_onsurface"),
    RUN_IN_HOLE("wl_runinhole"),
    PULL_OUT_OF_HOLE("wl_pullingoutofhole"),
    FRAC("frac_frac");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }

    public boolean isWireline() {
      return wireName.startsWith("wl_");
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
    boolean opening =
        state == State.STANDBY && next != null && next.isWireline() && second >= end - 120;
    return state.isWireline() || opening ? "O" : "C";
  }

  /** Which way the wireline last moved since it left the surface; at rest on the surface. */
  String wirelineDirection() {
    return switch (state) {
      case RUN_IN_HOLE -> "D";
      case PULL_OUT_OF_HOLE -> "U";
      case STANDBY, ON_SURFACE, FRAC -> "Z";
    };
  }
}
