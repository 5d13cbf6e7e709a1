// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.SourceMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Applies the settings of one table to its events. One thread. */
final class TableTransforms {
  /** Schemas that are remembered; JSON without null members has one for each set of them. */
  private static final int MOST_SCHEMAS = 1_000;

  private final TableSettings settings;
  private final @Nullable String shard;

  /** Whether anything is done before events are stored. */
  private final boolean hides;

  /** Whether documents are looked into for that. */
  private final boolean hidesMembers;

  private final Plans<ReceivedPlan> received;
  private final Plans<CurrentPlan> current;

  TableTransforms(TableSettings settings, SourceNames names, Map<String, String> salts) {
    this.settings = settings;
    TableEntry entry = settings.entry();
    shard = entry.shard() == null ? null : names.fill(entry.shard().value());
    hides =
        entry.filter() != null
            || !entry.keepOnly().isEmpty()
            || entry.columns().values().stream()
                .anyMatch(column -> column.hides() || column.constant() != null);
    ColumnEntry document = ColumnFinder.rules(Documents.COLUMN, entry.columns());
    hidesMembers =
        hides
            && entry.mongodb() == DocumentForm.FLATTENED
            && (document == null || !document.hides());
    received = new Plans<>((schema, keys) -> new ReceivedPlan(entry, schema, keys, salts));
    current = new Plans<>((schema, keys) -> new CurrentPlan(entry, schema, keys, shard));
  }

  TableSettings settings() {
    return settings;
  }

  @Nullable ChangeEvent received(ChangeEvent event) {
    if (!settings.isIncluded()) {
      return null;
    }
    SourceKind kind = settings.entry().source();
    ChangeEvent known =
        kind == null || kind == event.source().kind()
            ? event
            : with(event, new SourceMetadata(kind, event.source().fields()), event.payload());
    if (!hides) {
      return known;
    }
    if (hidesMembers
        && known.source().kind() == SourceKind.MONGODB
        && Documents.isIn(known.payload())) {
      return membersReceived(known);
    }
    Payload payload = received.of(known.payload().schema(), keys(known)).apply(known);
    return payload == null ? null : with(known, payload);
  }

  /** A document is opened for the rules of its members, and closed with what they leave. */
  private @Nullable ChangeEvent membersReceived(ChangeEvent event) {
    Payload before = event.payload();
    Payload opened = Documents.open(before);
    // What cannot be looked into may hold what nobody is to see.
    ChangeEvent open = with(event, opened == null ? Documents.leaveOut(before) : opened);
    Payload payload = received.of(open.payload().schema(), keys(open)).apply(open);
    if (payload == null) {
      return null;
    }
    // A document that no rule changes stays as it was spelled.
    return payload.equals(opened) ? event : with(event, Documents.close(payload, before.schema()));
  }

  CurrentRow current(ChangeEvent event) throws ColumnException {
    DocumentForm form = settings.entry().mongodb();
    ChangeEvent shaped =
        form == null || form == DocumentForm.JSON || event.source().kind() != SourceKind.MONGODB
            ? event
            : with(event, Documents.shape(event.payload(), settings.entry()));
    CurrentPlan plan = current.of(shaped.payload().schema(), keys(shaped));
    return plan.apply(shaped);
  }

  private List<String> keys(ChangeEvent event) {
    return settings.key().isEmpty() ? event.source().keys() : settings.key();
  }

  // Most settings change nothing, and then nothing is to be copied or compared.
  @SuppressWarnings("ReferenceEquality")
  private static ChangeEvent with(ChangeEvent event, Payload payload) {
    return payload == event.payload() ? event : with(event, event.source(), payload);
  }

  static ChangeEvent with(ChangeEvent event, SourceMetadata source, Payload payload) {
    return new ChangeEvent(
        event.uuid(),
        event.stream(),
        event.readMethod(),
        event.object(),
        event.schemaKey(),
        event.readTime(),
        event.sourceTime(),
        event.sortKeys(),
        source,
        payload);
  }

  /** What was worked out for schemas and keys. */
  private static final class Plans<P> {
    private final BiFunction<PayloadSchema, List<String>, P> make;
    private final Map<PayloadSchema, Known<P>> known = new HashMap<>();
    private @Nullable PayloadSchema newestSchema;
    private @Nullable Known<P> newest;

    private record Known<P>(List<String> keys, P plan) {}

    Plans(BiFunction<PayloadSchema, List<String>, P> make) {
      this.make = make;
    }

    // Events of a file share their schema; others are looked up.
    @SuppressWarnings("ReferenceEquality")
    P of(PayloadSchema schema, List<String> keys) {
      Known<P> found = schema == newestSchema ? newest : known.get(schema);
      if (found == null || !found.keys().equals(keys)) {
        found = new Known<>(List.copyOf(keys), make.apply(schema, keys));
        if (known.size() >= MOST_SCHEMAS) {
          known.clear();
        }
        known.put(schema, found);
      }
      newestSchema = schema;
      newest = found;
      return found.plan();
    }
  }
}
