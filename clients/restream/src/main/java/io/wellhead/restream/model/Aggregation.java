// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

/** How the values inside one resolution bucket become one (ReStream API, section 2.7). */
public enum Aggregation {
  MIN("min"),
  MAX("max"),
  MEAN("mean");

  private final String wireName;

  Aggregation(String wireName) {
    this.wireName = wireName;
  }

  /** The word used on the wire. */
  public String wireName() {
    return wireName;
  }
}
