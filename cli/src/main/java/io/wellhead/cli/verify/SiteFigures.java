// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

/**
 * How much of a site was compared. Two equal counts beside a smaller number of equal ones mean that
 * values differ.
 *
 * @param siteId the site
 * @param records seconds that the service has
 * @param rows seconds that silver has
 * @param equalRows seconds of which all values are equal
 * @param minutes rows of the minute table by recomputation
 * @param minuteRows rows that it has
 * @param equalMinutes rows of which all figures are equal
 */
public record SiteFigures(
    long siteId,
    long records,
    long rows,
    long equalRows,
    long minutes,
    long minuteRows,
    long equalMinutes) {

  /** Whether nothing differs. */
  public boolean areEqual() {
    return records == rows
        && rows == equalRows
        && minutes == minuteRows
        && minuteRows == equalMinutes;
  }

  /** The sums of both, under the site of this one. */
  public SiteFigures plus(SiteFigures other) {
    return new SiteFigures(
        siteId,
        records + other.records,
        rows + other.rows,
        equalRows + other.equalRows,
        minutes + other.minutes,
        minuteRows + other.minuteRows,
        equalMinutes + other.equalMinutes);
  }
}
