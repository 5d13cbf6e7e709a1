// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import java.io.Serial;

/** A row has no key by which it could be found again. */
final class KeyMissingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  KeyMissingException(String message) {
    super(message);
  }
}
