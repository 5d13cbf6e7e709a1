// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import java.time.Instant;

/**
 * Something that the service and the warehouse do not tell alike, for one or many neighbours in
 * time.
 *
 * @param what what is compared
 * @param subject the field, or the stage and parameter; empty for whole rows
 * @param siteId the site
 * @param from first instant
 * @param through last instant
 * @param count how many seconds, minutes or values
 * @param service what the first one is by the service (of aggregations: by recomputation); empty
 *     for nothing
 * @param warehouse what it is in the warehouse; empty for nothing
 */
public record Difference(
    What what,
    String subject,
    long siteId,
    Instant from,
    Instant through,
    long count,
    String service,
    String warehouse) {

  /** What can differ. */
  public enum What {
    /** The service has the second, silver has not. */
    MISSING_SECOND,
    /** Silver has a second that the service has not. */
    SURPLUS_SECOND,
    /** Silver has rows of a site that the service has not, or does not show any longer. */
    SURPLUS_SITE,
    /** A field of a second. */
    VALUE,
    /** A field's figures of a minute. */
    MINUTE,
    /** A parameter of a stage. */
    AGGREGATION
  }

  /** Whether what follows on this one may be told together with it. */
  boolean isContinuedBy(Difference next, long mostSeconds) {
    return what == next.what
        && what != What.AGGREGATION
        && siteId == next.siteId
        && subject.equals(next.subject)
        && !next.from.isAfter(through.plusSeconds(mostSeconds));
  }

  /** Both as one. */
  Difference joinedBy(Difference next) {
    return new Difference(
        what, subject, siteId, from, next.through, count + next.count, service, warehouse);
  }
}
