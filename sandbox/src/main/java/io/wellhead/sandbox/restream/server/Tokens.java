// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.world.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Clients and the bearer tokens given to them (section 1.2). Any thread. */
public final class Tokens {

  private record Grant(String clientId, Instant expires) {}

  private final Map<String, String> secrets;
  private final Duration lifetime;
  private final Clock clock;
  private final Random random;
  private final Map<String, Grant> grants = new HashMap<>();

  /**
   * @param secrets client secrets by client id
   */
  public Tokens(Map<String, String> secrets, Duration lifetime, Clock clock, long seed) {
    this.secrets = Map.copyOf(secrets);
    this.lifetime = lifetime;
    this.clock = clock;
    this.random = new Random(seed);
  }

  /** Answers a token request. */
  synchronized ObjectNode grant(Query form) {
    if (!form.text("grant_type").orElse("").equals("client_credentials")) {
      throw Refusal.oauth(400, "unsupported_grant_type");
    }
    String clientId = form.text("client_id").orElse("");
    String secret = secrets.get(clientId);
    if (secret == null || !secret.equals(form.text("client_secret").orElse(""))) {
      throw Refusal.oauth(401, "invalid_client");
    }
    Instant now = clock.instant();
    grants.values().removeIf(grant -> !grant.expires.isAfter(now));
    String token = String.format("%016x%016x", random.nextLong(), random.nextLong());
    grants.put(token, new Grant(clientId, now.plus(lifetime)));
    return Json.object()
        .put("access_token", token)
        .put("expires_in", lifetime.toSeconds())
        .put("token_type", "Bearer")
        .put("scope", "read write");
  }

  /** The client that holds the token, or null when it is unknown, expired or revoked. */
  synchronized @Nullable String clientOf(String token) {
    Grant grant = grants.get(token);
    return grant == null || !grant.expires.isAfter(clock.instant()) ? null : grant.clientId;
  }

  /** Lets one token expire before its time. */
  synchronized void expire(String token) {
    grants.remove(token);
  }

  /** Revokes all tokens; new ones can be had at once. */
  public synchronized void revokeAll() {
    grants.clear();
  }
}
