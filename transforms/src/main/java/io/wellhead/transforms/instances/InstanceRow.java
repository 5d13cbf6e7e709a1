// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an update does to one row of a current-state table: it puts the row, or deletes it.
 *
 * @param update the cause
 * @param deleted key of the row that goes; null if the update's own row is put in place
 */
public record InstanceRow(InstanceUpdate update, @Nullable String deleted) {
  public InstanceRow {
    requireNonNull(update, "update");
  }

  /** What was received last wins; two contents received at once are ordered by themselves. */
  RowChange change() {
    Instant at = update.receivedAt();
    ChangeSequence sequence =
        ChangeSequence.of(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
    return deleted == null ? RowChange.upsert(sequence) : RowChange.delete(sequence);
  }

  DeadLetter.Subject subject() {
    return subject(update);
  }

  static DeadLetter.Subject subject(InstanceUpdate update) {
    return new DeadLetter.Subject(update.payload(), update.room().toString(), update.receivedAt());
  }
}
