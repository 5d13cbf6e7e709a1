// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.Serial;

/** A part of a file that cannot be read. */
final class DamagedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * @param offset where in the file it begins
   */
  DamagedException(String message, long offset) {
    super(message);
    this.offset = offset;
  }

  long offset() {
    return offset;
  }
}
