// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.Serial;

/** A frame of which no record can be had. */
final class MalformedFrameException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  MalformedFrameException(ErrorKind kind, String message) {
    // The stack says nothing that kind and message do not, and a bad feed makes many of these.
    super(message, null, false, false);
    this.kind = kind;
  }

  ErrorKind kind() {
    return kind;
  }
}
