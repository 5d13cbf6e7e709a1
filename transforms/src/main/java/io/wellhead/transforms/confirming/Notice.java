// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

/** What confirming is told: that a change was announced, or that rows of changes are durable. */
sealed interface Notice permits Announcement, Confirmation {}
