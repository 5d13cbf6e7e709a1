// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import org.jspecify.annotations.Nullable;

/** Of each change that is not confirmed, its newest announcement. */
interface Announcements {

  /** The newest one of a change; null if none is known. */
  @Nullable Announcement newest(long changeId);

  /** Takes one up, unless a newer one is known. */
  default void add(Announcement announcement) {
    Announcement known = newest(announcement.changeId());
    if (known == null || known.receivedAt().isBefore(announcement.receivedAt())) {
      keep(announcement);
    }
  }

  /** Keeps one in place of the one that is known of its change. */
  void keep(Announcement announcement);

  /** Forgets a change. */
  void forget(long changeId);
}
