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

  /** An event of a site's data, whatever it says of its site itself. */
  private record Entry(long site, ObjectNode event) {
    long id() {
      return event.path("id").asLong();
    }
  }

  private record Listener(Set<Long> sites, Consumer<ObjectNode> consumer) {}

  private final List<Entry> changes = new ArrayList<>();
  private final Map<String, Set<Long>> confirmed = new HashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private long nextId = 2201;

  public ChangeLog(List<ObjectNode> pending) {
    for (ObjectNode change : pending) {
      put(new Entry(change.path("site").asLong(), change));
    }
  }

  /** Tells of each new event of these sites until the returned handle is run. */
  public Runnable listen(Collection<Long> sites, Consumer<ObjectNode> consumer) {
    Listener listener = new Listener(Set.copyOf(sites), consumer);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Adds an event without an id yet; returns its id. */
  long add(long site, ObjectNode change) {
    Entry entry;
    synchronized (this) {
      ObjectNode event = Json.object().put("id", nextId);
      event.setAll(change);
      entry = new Entry(site, event);
      put(entry);
    }
    tell(entry);
    return entry.id();
  }

  /** Adds an event as it stands, in place of the one of that site that had its id. */
  void announce(long site, ObjectNode event) {
    Entry entry = new Entry(site, event);
    synchronized (this) {
      changes.removeIf(
          former -> event.has("id") && former.site == site && former.id() == entry.id());
      put(entry);
    }
    tell(entry);
  }

  private void put(Entry entry) {
    changes.add(entry);
    nextId = Math.max(nextId, entry.id() + 1);
  }

  private void tell(Entry entry) {
    for (Listener listener : listeners) {
      if (listener.sites.contains(entry.site)) {
        listener.consumer.accept(entry.event.deepCopy());
      }
    }
  }

  /** What the client has not confirmed of these sites, as {@code {"change_log": [...]}}. */
  public synchronized ObjectNode pending(String clientId, Collection<Long> sites) {
    Set<Long> done = confirmed.getOrDefault(clientId, Set.of());
    ObjectNode envelope = Json.object();
    ArrayNode log = envelope.putArray("change_log");
    for (Entry change : changes) {
      if (sites.contains(change.site) && !done.contains(change.id())) {
        log.add(change.event.deepCopy());
      }
    }
    return envelope;
  }

  /** One event of these sites, confirmed or not; null when there is none. */
  public synchronized @Nullable ObjectNode one(long id, Collection<Long> sites) {
    for (Entry change : changes) {
      if (change.id() == id && sites.contains(change.site)) {
        ObjectNode envelope = Json.object();
        envelope.putArray("change_log").add(change.event.deepCopy());
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
          changes.stream().anyMatch(change -> change.id() == id && sites.contains(change.site));
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
