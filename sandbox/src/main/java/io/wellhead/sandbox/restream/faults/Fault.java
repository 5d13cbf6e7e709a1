// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.faults;

/**
 * What the sandbox can do wrong, by name. The amount is a fault's one number; each name says what
 * it counts and what it is by default.
 */
public enum Fault {
  /** Answers 401. */
  UNAUTHORIZED(Point.ANSWER, 0),
  /** Answers 403. */
  FORBIDDEN(Point.ANSWER, 0),
  /** Answers 404. */
  NOT_FOUND(Point.ANSWER, 0),
  /** Answers 429; amount: seconds of {@code Retry-After}. */
  TOO_MANY_REQUESTS(Point.ANSWER, 1),
  /** Answers 500. */
  SERVER_ERROR(Point.ANSWER, 0),
  /** Answers 503; amount: seconds of {@code Retry-After}, 0 for none. */
  UNAVAILABLE(Point.ANSWER, 0),
  /** The request's token has expired; a new one can be had. */
  TOKEN_EXPIRED(Point.ANSWER, 0),
  /** All tokens of all clients have been revoked; new ones can be had. */
  TOKEN_REVOKED(Point.ANSWER, 0),

  /** The data body ends in the middle; amount: records before that. */
  BODY_CUT(Point.BODY, 100),
  /** The data body stops without ending until the fault is cleared; amount: records before that. */
  BODY_STALLED(Point.BODY, 100),
  /** A record's value is the text {@code "Infinity"}; amount: records before that. */
  BODY_INFINITY(Point.BODY, 0),
  /** A record's value is the text {@code "NaN"}; amount: records before that. */
  BODY_NAN(Point.BODY, 0),

  /** The confirmation is done, and TCP ends without an answer. */
  CONFIRMATION_LOST(Point.CONFIRMATION, 0),
  /** The confirmation is done at once and answered late; amount: milliseconds. */
  CONFIRMATION_LATE(Point.CONFIRMATION, 5000),
  /** Nothing is confirmed: the answer lists the changes still. */
  CONFIRMATION_IGNORED(Point.CONFIRMATION, 0),

  /** TCP ends in the middle of a frame. */
  SOCKET_DROPPED(Point.FRAME, 0),
  /** A close frame with the code that is the amount. */
  SOCKET_CLOSED(Point.FRAME, 1000),
  /** No bytes; amount: milliseconds, or until the fault is cleared. */
  SOCKET_STALLED(Point.FRAME, 60_000),
  /** Each frame waits; amount: milliseconds. */
  SOCKET_SLOW(Point.FRAME, 20),
  /** TCP ends and the session is forgotten; amount: seconds that unthrottled time goes on. */
  SESSION_EXPIRED(Point.FRAME, 60),

  /** The frame comes twice. */
  FRAME_DUPLICATED(Point.FRAME, 0),
  /** The frame comes after its successor. */
  FRAME_REORDERED(Point.FRAME, 0),
  /** The frame comes late; amount: simulated seconds. */
  FRAME_LATE(Point.FRAME, 180),
  /** An empty text frame comes before the frame. */
  FRAME_EMPTY(Point.FRAME, 0),

  /** A text that is not JSON comes before the frame; so with all that follow. */
  FRAME_NOT_JSON(Point.FRAME, 0),
  /** An envelope without {@code message}. */
  FRAME_WITHOUT_MESSAGE(Point.FRAME, 0),
  /** A frame with one record of so many bytes; amount: bytes. */
  FRAME_OVERSIZED(Point.FRAME, 5 << 20),
  /** A record without {@code timestamp}. */
  RECORD_WITHOUT_TIMESTAMP(Point.FRAME, 0),
  /** A record without {@code site_id}. */
  RECORD_WITHOUT_SITE_ID(Point.FRAME, 0),
  /** A record whose timestamp is an array and whose site id is a word. */
  RECORD_WITH_WRONG_TYPES(Point.FRAME, 0),
  /** A record with the text {@code "NaN"} for a value. */
  RECORD_WITH_NAN(Point.FRAME, 0),
  /** A record with one key twice. */
  RECORD_WITH_DUPLICATE_KEYS(Point.FRAME, 0),
  /** A record of 1970. */
  RECORD_OF_1970(Point.FRAME, 0),
  /** A record of 2100. */
  RECORD_OF_2100(Point.FRAME, 0);

  /** Where a fault has its opportunities. */
  public enum Point {
    /** Each request, handshakes included. */
    ANSWER,
    /** Each body of a data request. */
    BODY,
    /** Each confirmation of data changes that is accepted. */
    CONFIRMATION,
    /** Each measurement frame. */
    FRAME
  }

  private final Point point;
  private final long amount;

  Fault(Point point, long amount) {
    this.point = point;
    this.amount = amount;
  }

  public Point point() {
    return point;
  }

  public long defaultAmount() {
    return amount;
  }
}
