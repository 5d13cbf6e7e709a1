// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

/** How gaps between known values are filled (ReStream API, section 2.7). */
public enum FillMethod {
  /** Forward: the value before the gap is repeated. */
  FORWARD("ffill"),
  /** Backward: the value after the gap is used. */
  BACKWARD("bfill");

  private final String wireName;

  FillMethod(String wireName) {
    this.wireName = wireName;
  }

  /** The word used on the wire. */
  public String wireName() {
    return wireName;
  }
}
