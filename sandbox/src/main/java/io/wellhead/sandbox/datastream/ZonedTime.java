// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.time.Duration;
import java.time.ZoneOffset;

/**
 * Time of day with its offset.
 *
 * @param time local, since midnight; 24 hours are allowed
 */
public record ZonedTime(Duration time, ZoneOffset offset) {}
