// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

/**
 * What is done on a well during a stage entry: the part of the state's name before its first
 * underscore.
 */
enum Operation {
  FRAC("Frac"),
  WIRELINE("Wireline"),
  STANDBY("Standby");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /** States that we do not know are shown as standby, under their own name. */
  static Operation of(String state) {
    if (state.startsWith("frac")) {
      return FRAC;
    }
    return state.startsWith("wl") ? WIRELINE : STANDBY;
  }

  String title() {
    return title;
  }
}
