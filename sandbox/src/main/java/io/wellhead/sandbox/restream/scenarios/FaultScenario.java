// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.scenarios;

import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong between a ReStream account and its reader, one story each. A reader is right if
 * after any of them it has the sandbox's {@link RestreamSandbox#truth} exactly.
 *
 * <p>A story consists of rules that are put in force before reading begins, and for some of
 * something that the sandbox does about midway. Frames are counted per story for a run of some
 * hundred frames.
 */
public enum FaultScenario {
  /** Nothing goes wrong. */
  CALM(0),
  SOCKET_DROPPED_MID_FRAME(0, rule(Fault.SOCKET_DROPPED).every(90).times(3)),
  SOCKET_CLOSED_CLEANLY(0, rule(Fault.SOCKET_CLOSED).every(90).times(3)),
  SOCKET_STALLED(0, rule(Fault.SOCKET_STALLED).nth(150)),
  SOCKET_SLOW(0, rule(Fault.SOCKET_SLOW).amount(2)),
  SERVER_RESTARTED(0, RestreamSandbox::restart),
  SESSION_EXPIRED(0, rule(Fault.SESSION_EXPIRED).nth(150)),
  SESSION_EXPIRED_AND_BODY_CUT(
      0,
      rule(Fault.SESSION_EXPIRED).nth(150),
      rule(Fault.BODY_CUT).amount(50).on(Route.DATA).times(2)),
  SESSION_EXPIRED_AND_BODY_STALLED(
      0,
      rule(Fault.SESSION_EXPIRED).nth(150),
      rule(Fault.BODY_STALLED).amount(50).on(Route.DATA).once()),

  UNAUTHORIZED_ON_HANDSHAKE(0, dropped(), onHandshake(Fault.UNAUTHORIZED)),
  FORBIDDEN_ON_HANDSHAKE(0, dropped(), onHandshake(Fault.FORBIDDEN)),
  TOO_MANY_REQUESTS_ON_HANDSHAKE(0, dropped(), onHandshake(Fault.TOO_MANY_REQUESTS)),
  SERVER_ERROR_ON_HANDSHAKE(0, dropped(), onHandshake(Fault.SERVER_ERROR)),
  UNAVAILABLE_ON_HANDSHAKE(0, dropped(), onHandshake(Fault.UNAVAILABLE)),
  UNAUTHORIZED_ON_REST(0, expired(), onRest(Fault.UNAUTHORIZED)),
  FORBIDDEN_ON_REST(0, expired(), onRest(Fault.FORBIDDEN)),
  TOO_MANY_REQUESTS_ON_REST(0, expired(), onRest(Fault.TOO_MANY_REQUESTS)),
  SERVER_ERROR_ON_REST(0, expired(), onRest(Fault.SERVER_ERROR)),
  UNAVAILABLE_ON_REST(0, expired(), onRest(Fault.UNAVAILABLE)),
  TOKEN_EXPIRED(0, dropped(), onHandshake(Fault.TOKEN_EXPIRED)),
  TOKEN_REVOKED(0, dropped(), onHandshake(Fault.TOKEN_REVOKED)),

  FRAMES_DUPLICATED(0, rule(Fault.FRAME_DUPLICATED).every(3)),
  FRAMES_REORDERED(0, rule(Fault.FRAME_REORDERED).every(4)),
  FRAMES_LATE_BY_MINUTES(0, rule(Fault.FRAME_LATE).every(70)),
  FRAMES_EMPTY(0, rule(Fault.FRAME_EMPTY).every(5)),

  FRAMES_NOT_JSON(3, bad(Fault.FRAME_NOT_JSON)),
  FRAMES_WITHOUT_MESSAGE(3, bad(Fault.FRAME_WITHOUT_MESSAGE)),
  FRAMES_OVERSIZED(3, bad(Fault.FRAME_OVERSIZED)),
  RECORDS_WITHOUT_TIMESTAMP(3, bad(Fault.RECORD_WITHOUT_TIMESTAMP)),
  RECORDS_WITHOUT_SITE_ID(3, bad(Fault.RECORD_WITHOUT_SITE_ID)),
  RECORDS_WITH_WRONG_TYPES(3, bad(Fault.RECORD_WITH_WRONG_TYPES)),
  RECORDS_WITH_NAN(3, bad(Fault.RECORD_WITH_NAN)),
  RECORDS_WITH_DUPLICATE_KEYS(3, bad(Fault.RECORD_WITH_DUPLICATE_KEYS)),
  RECORDS_OF_1970(3, bad(Fault.RECORD_OF_1970)),
  RECORDS_OF_2100(3, bad(Fault.RECORD_OF_2100));

  private final int deadLetters;

  @SuppressWarnings("ImmutableEnumChecker") // a copied list of records
  private final List<FaultRule> rules;

  @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
  private final @Nullable Consumer<RestreamSandbox> midway;

  FaultScenario(int deadLetters, FaultRule... rules) {
    this.deadLetters = deadLetters;
    this.rules = List.of(rules);
    midway = null;
  }

  FaultScenario(int deadLetters, Consumer<RestreamSandbox> midway) {
    this.deadLetters = deadLetters;
    this.rules = List.of();
    this.midway = midway;
  }

  /** How many frames and records have to become dead letters. */
  public int deadLetters() {
    return deadLetters;
  }

  /** To be called before reading begins. */
  public void arm(RestreamSandbox sandbox) {
    rules.forEach(sandbox.faults()::add);
  }

  /** Whether the story needs {@link #midway}, and so a pace at which reading has a middle. */
  public boolean hasMidway() {
    return midway != null;
  }

  /** To be called once, when about half of the records have been read. */
  public void midway(RestreamSandbox sandbox) {
    if (midway != null) {
      midway.accept(sandbox);
    }
  }

  /** Whether what was to go wrong did, and while there was still something to read. */
  public boolean happened(RestreamSandbox sandbox) {
    return rules.stream().allMatch(rule -> sandbox.faults().happened(rule.fault()) > 0)
        && (this != SERVER_RESTARTED || sandbox.counters().recordsSinceRestart() > 0);
  }

  private static FaultRule rule(Fault fault) {
    return FaultRule.of(fault);
  }

  private static FaultRule bad(Fault fault) {
    return FaultRule.of(fault).every(40).times(3);
  }

  private static FaultRule dropped() {
    return FaultRule.of(Fault.SOCKET_DROPPED).nth(150);
  }

  private static FaultRule expired() {
    return FaultRule.of(Fault.SESSION_EXPIRED).nth(150);
  }

  /** At the second handshake and the one after it. */
  private static FaultRule onHandshake(Fault fault) {
    return FaultRule.of(fault).on(Route.SOCKET).from(2).times(fault == Fault.FORBIDDEN ? 1 : 2);
  }

  private static FaultRule onRest(Fault fault) {
    return FaultRule.of(fault).on(Route.DATA).times(fault == Fault.FORBIDDEN ? 1 : 2);
  }
}
