// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An event of a change file that cannot be understood. */
public final class EventException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  EventException(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The bytes are not what a change file promises. */
  static EventException malformed(String message, @Nullable Throwable cause) {
    return new EventException(ErrorKind.MALFORMED, message, cause);
  }

  /** Readable, but something is missing or of the wrong type. */
  static EventException invalid(String message) {
    return new EventException(ErrorKind.INVALID, message, null);
  }

  public ErrorKind kind() {
    return kind;
  }

  /** The message, which every such exception has. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
