// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import java.io.Serial;
import java.util.Objects;

/** A pipeline was not started, in one line: which option, its value, and what is accepted. */
public final class RejectedRunException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Reason {
    /** Change an option. */
    OPTIONS,
    /** Provide other credentials. */
    CREDENTIALS,
    /** Name a thing that exists. */
    NOT_FOUND,
    /** Check the address, or try again later. */
    UNAVAILABLE
  }

  private final Reason reason;

  public RejectedRunException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public RejectedRunException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }
}
