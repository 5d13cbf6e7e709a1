// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One measurement record in imperial units. Absent values are NaN, absent texts null; the arrays
 * are never changed after the row is made and stand in the order of a {@link FieldTable}.
 */
public final class Row {

  /** The site id of a record that has none (un-routed pad data). */
  public static final long NO_SITE = -1;

  private final long second;
  private final long siteId;
  private final double[] values;
  private final @Nullable String[] texts;
  private final byte @Nullable [] body;

  public Row(long second, long siteId, double[] values, @Nullable String[] texts) {
    this(second, siteId, values, texts, null);
  }

  /**
   * @param body the JSON of the values, each with a leading comma, when it is known beforehand
   */
  public Row(
      long second, long siteId, double[] values, @Nullable String[] texts, byte @Nullable [] body) {
    this.second = second;
    this.siteId = siteId;
    this.values = values;
    this.texts = texts;
    this.body = body;
  }

  /** Epoch seconds. */
  public long second() {
    return second;
  }

  public long siteId() {
    return siteId;
  }

  public double value(int field) {
    return values[field];
  }

  public boolean has(int field) {
    return !Double.isNaN(values[field]);
  }

  public @Nullable String text(int index) {
    return texts[index];
  }

  byte @Nullable [] body() {
    return body;
  }

  /** A copy of the values that the caller may change. */
  public double[] copyOfValues() {
    return values.clone();
  }

  /** The same record with other values. */
  public Row withValues(double[] changed) {
    return new Row(second, siteId, changed, texts);
  }

  /** The same record without one field. */
  public Row without(int field) {
    double[] changed = values.clone();
    changed[field] = Double.NaN;
    return withValues(changed);
  }

  /** The same record at another second. */
  public Row at(long otherSecond) {
    return new Row(otherSecond, siteId, values, texts, body);
  }

  /** The same texts, values and site. */
  public @Nullable String[] copyOfTexts() {
    return texts.clone();
  }

  /** An empty row: a gateway outage (section 6.2). */
  public static Row bare(long second, long siteId, FieldTable fields) {
    double[] values = new double[fields.numbers().size()];
    Arrays.fill(values, Double.NaN);
    return new Row(second, siteId, values, new @Nullable String[fields.texts().size()]);
  }
}
