// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.time.Instant;

/**
 * The times of an event.
 *
 * @param read when it was read
 * @param source when the change happened, or when a backfilled row was read, as the source tells it
 * @param folder names the minute of its folder: {@code source} for changes, the begin of the task
 *     for backfilled rows
 */
public record EventTimes(Instant read, Instant source, Instant folder) {}
