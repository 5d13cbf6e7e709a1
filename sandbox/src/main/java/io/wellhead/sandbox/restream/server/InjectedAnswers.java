// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.faults.Faults.Firing;
import io.wellhead.sandbox.restream.faults.Route;

/** Faults that decide a request before it is looked at. */
final class InjectedAnswers {

  private final Faults faults;
  private final Tokens tokens;

  InjectedAnswers(Faults faults, Tokens tokens) {
    this.faults = faults;
    this.tokens = tokens;
  }

  /** Throws the refusal that a fault wants, or makes the token of the request worthless. */
  void before(Route route, String token) {
    for (Firing firing : faults.at(Fault.Point.ANSWER, route)) {
      switch (firing.fault()) {
        case UNAUTHORIZED -> throw Refusal.of(401, "Injected.");
        case FORBIDDEN -> throw Refusal.of(403, "Injected.");
        case NOT_FOUND -> throw Refusal.of(404, "Injected.");
        case TOO_MANY_REQUESTS -> throw Refusal.later(429, "Injected.", firing.amount());
        case SERVER_ERROR -> throw Refusal.of(500, "Injected.");
        case UNAVAILABLE -> throw Refusal.later(503, "Injected.", firing.amount());
        case TOKEN_EXPIRED -> tokens.expire(token);
        case TOKEN_REVOKED -> tokens.revokeAll();
        default -> throw new IllegalStateException(firing.fault() + " is not about answers");
      }
    }
  }
}
