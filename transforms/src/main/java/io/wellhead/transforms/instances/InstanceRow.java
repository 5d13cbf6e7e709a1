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

  /** What was received last wins. */
  RowChange change() {
    Instant at = update.receivedAt();
    ChangeSequence sequence =
        ChangeSequence.of(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
    return deleted == null ? RowChange.upsert(sequence) : RowChange.delete(sequence);
  }

  /** What is kept if the row cannot be written: all of the object, as the row would have it. */
  DeadLetter.Subject subject() {
    return subject(update, update.whole());
  }

  /**
   * What is kept if the update is not readable, or not taken as it came: the update as received.
   */
  static DeadLetter.Subject subject(InstanceUpdate update) {
    return subject(update, update.payload());
  }

  private static DeadLetter.Subject subject(InstanceUpdate update, byte[] payload) {
    return new DeadLetter.Subject(payload, update.room().toString(), update.receivedAt());
  }
}
