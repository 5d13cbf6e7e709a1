// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changes.ChangeEvent;
import java.time.Instant;

/**
 * That a change was announced, usable or not.
 *
 * @param changeId the vendor's id
 * @param receivedAt when
 */
record Announcement(long changeId, Instant receivedAt) implements Notice {

  Announcement {
    requireNonNull(receivedAt, "receivedAt");
  }

  static Announcement of(ChangeEvent event) {
    return new Announcement(event.changeId(), event.receivedAt());
  }
}
