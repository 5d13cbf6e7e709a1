// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

/** How far the values of a history reach. */
public enum Extremes {
  /** No value is near a limit. */
  NONE,
  /** Up to the limits of the source's types, as far as BigQuery has a column for the value. */
  WITHIN_BIGQUERY,
  /**
   * Also infinities, numbers of 60 digits, 24 o'clock, years before 1 and after 9999, arrays with
   * null elements and nested ones.
   */
  ALL
}
