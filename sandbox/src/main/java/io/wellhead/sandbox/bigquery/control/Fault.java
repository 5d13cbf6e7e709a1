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
  /**
   * Quota. AppendRows: the request is answered with RESOURCE_EXHAUSTED and the connection stays, as
   * on too much throughput; elsewhere gRPC RESOURCE_EXHAUSTED, HTTP 403 {@code rateLimitExceeded}.
   * Nothing is done.
   */
  RESOURCE_EXHAUSTED,
  /** AppendRows: the connection itself ends with gRPC RESOURCE_EXHAUSTED. Nothing is done. */
  CONNECTION_EXHAUSTED,
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
