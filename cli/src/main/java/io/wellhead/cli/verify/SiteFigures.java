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
 * @param aggregations figures of stages by recomputation
 * @param equalAggregations those that the table has equally
 */
public record SiteFigures(
    long siteId,
    long records,
    long rows,
    long equalRows,
    long minutes,
    long minuteRows,
    long equalMinutes,
    long aggregations,
    long equalAggregations) {

  /** Nothing was compared yet. */
  static SiteFigures none(long siteId) {
    return new SiteFigures(siteId, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** These seconds, compared. */
  static SiteFigures ofSeconds(long siteId, long records, long rows, long equalRows) {
    return new SiteFigures(siteId, records, rows, equalRows, 0, 0, 0, 0, 0);
  }

  /** These minute figures, compared. */
  static SiteFigures ofMinutes(long siteId, long minutes, long minuteRows, long equalMinutes) {
    return new SiteFigures(siteId, 0, 0, 0, minutes, minuteRows, equalMinutes, 0, 0);
  }

  /** These figures of stages, compared. */
  static SiteFigures ofAggregations(long siteId, long aggregations, long equalAggregations) {
    return new SiteFigures(siteId, 0, 0, 0, 0, 0, 0, aggregations, equalAggregations);
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
        equalMinutes + other.equalMinutes,
        aggregations + other.aggregations,
        equalAggregations + other.equalAggregations);
  }
}
