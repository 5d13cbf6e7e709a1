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
  private final Map<String, Integer> most = new HashMap<>();

  /**
   * @param limit 0 for none
   */
  RateLimit(int limit) {
    this.limit = limit;
  }

  /** Takes a slot, which the returned handle gives back. */
  Runnable enter(String token, String path) {
    String pattern = path.replaceAll("[0-9]+", "#");
    String key = token + ' ' + pattern;
    synchronized (this) {
      int running = inFlight.getOrDefault(key, 0);
      if (limit != 0 && running >= limit) {
        throw Refusal.later(429, "Too many concurrent requests.", 1);
      }
      inFlight.put(key, running + 1);
      most.merge(pattern, running + 1, Math::max);
    }
    return () -> leave(key);
  }

  /** The most requests that one token had at a time for a path that ends so; # stands for ids. */
  synchronized int most(String end) {
    return most.entrySet().stream()
        .filter(path -> path.getKey().endsWith(end))
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private synchronized void leave(String key) {
    inFlight.computeIfPresent(key, (k, running) -> running == 1 ? null : running - 1);
  }
}
