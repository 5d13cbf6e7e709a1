// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import java.io.Serial;

/** A value that a column cannot hold without loss. The message holds no text of the row. */
final class UnfitValueException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  enum Kind {
    /** It is of a type that the column does not take. */
    TYPE,
    /** It is beyond what the column's type can hold. */
    RANGE
  }

  private final Kind kind;

  private UnfitValueException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static UnfitValueException type(Object value, String wanted) {
    return new UnfitValueException(
        Kind.TYPE, "expected " + wanted + ", found " + value.getClass().getSimpleName());
  }

  static UnfitValueException text(String wanted) {
    return new UnfitValueException(Kind.TYPE, "expected " + wanted + ", found other text");
  }

  static UnfitValueException range(Object value, String wanted) {
    return new UnfitValueException(Kind.RANGE, value + " is not " + wanted);
  }

  Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
