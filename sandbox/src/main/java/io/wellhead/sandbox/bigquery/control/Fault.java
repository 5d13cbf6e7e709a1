// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.control;

/** What can be made to go wrong. */
public enum Fault {
  /** The table is said not to exist: gRPC NOT_FOUND, HTTP 404. */
  NOT_FOUND,
  /**
   * AppendRows: the offset is said to be written already; elsewhere ALREADY_EXISTS, HTTP 409.
   * Nothing is done.
   */
  ALREADY_EXISTS,
  /** Quota: gRPC RESOURCE_EXHAUSTED, HTTP 403 {@code rateLimitExceeded}. */
  RESOURCE_EXHAUSTED,
  /** gRPC INTERNAL, HTTP 500. Nothing is done. */
  INTERNAL,
  /** gRPC UNAVAILABLE, HTTP 503. Nothing is done. */
  UNAVAILABLE,
  /** AppendRows: the writer's schema is said to have fields that the table lacks. */
  SCHEMA_MISMATCH,
  /** AppendRows: the first row of the request is said to be malformed, so none is written. */
  REJECT_ROW,
  /** The request is done and durable, but its answer is lost: gRPC UNAVAILABLE, HTTP 503. */
  LOST_ANSWER,
  /** The answer comes late, by the rule's delay. */
  SLOW
}
