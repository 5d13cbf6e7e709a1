// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

/** Names of the counters of discovery. */
final class DiscoveryMetrics {
  static final String NAMESPACE = "FindFiles";

  /** Notifications of other events, or of objects that are no change files of the folder. */
  static final String NOTIFICATIONS_IGNORED_COUNT = "notifications_ignored_count";

  /** Files that were found again, by a sweep and a notification, or by two notifications. */
  static final String FILES_FOUND_AGAIN_COUNT = "files_found_again_count";

  private DiscoveryMetrics() {}
}
