// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

/** The time step of data records (ReStream API, section 2.7). */
public enum Resolution {
  /** As stored: one record a second. */
  RAW("raw", 1),
  TEN_SECONDS("ten-second", 10),
  MINUTE("minute", 60),
  TEN_MINUTES("ten-minute", 600),
  HOUR("hour", 3600);

  private final String wireName;
  private final int seconds;

  Resolution(String wireName, int seconds) {
    this.wireName = wireName;
    this.seconds = seconds;
  }

  /** The word used on the wire. */
  public String wireName() {
    return wireName;
  }

  /** Seconds between two records of one site. */
  public int seconds() {
    return seconds;
  }
}
