// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import java.util.Locale;

/** Why an input could not be processed, as the column {@code error_kind} says it. */
public enum ErrorKind {
  /** The bytes are not what the source promises: not JSON, not UTF-8, cut short. */
  MALFORMED,
  /** Readable, but a value is missing, of the wrong type or out of range. */
  INVALID,
  /** The row of an event has no key by which its table could find it again. */
  KEY_MISSING,
  /** A row image has no place in its table, and no change of the table helps. */
  SCHEMA_CONFLICT,
  /** A row is larger than BigQuery takes at once. */
  TOO_LARGE,
  /** The service that was to take it refused it. */
  REJECTED;

  /** The lower-case text of the column. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
