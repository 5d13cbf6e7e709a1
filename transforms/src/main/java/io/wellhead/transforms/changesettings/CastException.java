// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.io.Serial;

/**
 * A value that a type cannot hold. The message has nothing of the value, which may be one that
 * nobody is to see. It has no stack trace: bad values can be many.
 */
final class CastException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Whether the type is right and only its range is left. */
  private final boolean outOfRange;

  private CastException(boolean outOfRange, String message) {
    super(message, null, false, false);
    this.outOfRange = outOfRange;
  }

  static CastException range(String type) {
    return new CastException(true, "out of the range of " + type);
  }

  static CastException type(Object value, String wanted) {
    String found = value instanceof String ? "other text" : value.getClass().getSimpleName();
    return new CastException(false, "expected " + wanted + ", found " + found);
  }

  boolean isOutOfRange() {
    return outOfRange;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
