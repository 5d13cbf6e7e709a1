// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

/**
 * Span of calendar time; the parts may have different signs.
 *
 * @param hours days are folded into them
 */
public record CalendarInterval(int months, int hours, long micros) {}
