// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.world.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Change events and who has confirmed them (section 7). Confirmations are kept per client id
 * (ReStream API spec, section 9.31). Any thread; listeners run on the adding thread.
 */
public final class ChangeLog {

  private final List<ObjectNode> changes = new ArrayList<>();
  private final Map<String, Set<Long>> confirmed = new HashMap<>();
  private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();
  private long nextId = 2201;

  public ChangeLog(List<ObjectNode> pending) {
    for (ObjectNode change : pending) {
      changes.add(change);
      nextId = Math.max(nextId, change.path("id").asLong() + 1);
    }
  }

  /** Tells of each new event until the returned handle is run. */
  public Runnable listen(Consumer<ObjectNode> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Adds an event without an id yet; returns its id. */
  long add(ObjectNode change) {
    long id;
    synchronized (this) {
      id = nextId++;
      ObjectNode first = Json.object().put("id", id);
      first.setAll(change);
      changes.add(first);
      change.removeAll();
      change.setAll(first);
    }
    listeners.forEach(listener -> listener.accept(change.deepCopy()));
    return id;
  }

  /** What the client has not confirmed of these sites, as {@code {"change_log": [...]}}. */
  public synchronized ObjectNode pending(String clientId, Collection<Long> sites) {
    Set<Long> done = confirmed.getOrDefault(clientId, Set.of());
    ObjectNode envelope = Json.object();
    ArrayNode log = envelope.putArray("change_log");
    for (ObjectNode change : changes) {
      if (sites.contains(change.path("site").asLong())
          && !done.contains(change.path("id").asLong())) {
        log.add(change.deepCopy());
      }
    }
    return envelope;
  }

  /** One event of these sites, confirmed or not; null when there is none. */
  public synchronized @Nullable ObjectNode one(long id, Collection<Long> sites) {
    for (ObjectNode change : changes) {
      if (change.path("id").asLong() == id && sites.contains(change.path("site").asLong())) {
        ObjectNode envelope = Json.object();
        envelope.putArray("change_log").add(change.deepCopy());
        return envelope;
      }
    }
    return null;
  }

  /** Confirms the events of these sites; unknown and foreign ids are ignored. */
  public synchronized void confirm(String clientId, Collection<Long> sites, JsonNode entries) {
    for (JsonNode entry : entries) {
      long id = entry.path("id").asLong();
      boolean known =
          changes.stream()
              .anyMatch(
                  change ->
                      change.path("id").asLong() == id
                          && sites.contains(change.path("site").asLong()));
      if (known && entry.path("update_received").asBoolean()) {
        confirmed.computeIfAbsent(clientId, client -> new HashSet<>()).add(id);
      }
    }
  }

  /** How many events there are, confirmed ones included. */
  public synchronized int size() {
    return changes.size();
  }
}
