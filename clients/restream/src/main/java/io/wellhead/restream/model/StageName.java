// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.util.Locale;

/** The stage name filter (ReStream API, section 2.3): the first part of a full state name. */
public enum StageName {
  /** Hydraulic fracturing: {@code frac_frac}. */
  FRAC("frac"),
  /** Wireline work: {@code wl_runinhole}, {@code wl_onsurface}, {@code wl_pullingoutofhole}. */
  WIRELINE("wl"),
  /** Waiting: {@code standby_standby}. */
  STANDBY("standby");

  private final String wireName;

  StageName(String wireName) {
    this.wireName = wireName;
  }

  /** The word used on the wire. */
  public String wireName() {
    return wireName;
  }

  /** Whether a full state name such as {@code wl_runinhole} belongs to this stage name. */
  public boolean matches(String state) {
    String lower = state.toLowerCase(Locale.ROOT);
    return lower.equals(wireName) || lower.startsWith(wireName + "_");
  }
}
