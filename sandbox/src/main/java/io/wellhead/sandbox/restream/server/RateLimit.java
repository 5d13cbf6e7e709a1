// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import java.util.HashMap;
import java.util.Map;

/**
 * Refuses more than so many requests at a time for one token and path, digits in the path left out
 * (section 5.4). Any thread.
 */
final class RateLimit {

  private final int limit;
  private final Map<String, Integer> inFlight = new HashMap<>();

  /**
   * @param limit 0 for none
   */
  RateLimit(int limit) {
    this.limit = limit;
  }

  /** Takes a slot, which the returned handle gives back. */
  Runnable enter(String token, String path) {
    if (limit == 0) {
      return () -> {};
    }
    String key = token + ' ' + path.replaceAll("[0-9]+", "#");
    synchronized (this) {
      int running = inFlight.getOrDefault(key, 0);
      if (running >= limit) {
        throw Refusal.later(429, "Too many concurrent requests.", 1);
      }
      inFlight.put(key, running + 1);
    }
    return () -> leave(key);
  }

  private synchronized void leave(String key) {
    inFlight.computeIfPresent(key, (k, running) -> running == 1 ? null : running - 1);
  }
}
