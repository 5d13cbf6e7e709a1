// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import java.io.Serial;

/** A record that has no row: what is wrong, for its dead letter. */
final class InvalidRecordException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Kinds of damage, in the words of the dead-letter table. */
  enum Kind {
    MALFORMED_JSON,
    DUPLICATE_FIELD,
    WRONG_TYPE,
    NOT_A_NUMBER
  }

  private final Kind kind;

  InvalidRecordException(Kind kind, String message) {
    // The stack says nothing that kind and message do not, and a bad feed makes many of these.
    super(message, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
