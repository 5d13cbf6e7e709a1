// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.restream.Measurement;
import java.io.Serial;
import java.time.Instant;

/** A record that has no row: what is wrong, for its dead letter. */
public final class InvalidRecordException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  InvalidRecordException(ErrorKind kind, String message) {
    // The stack says nothing that kind and message do not, and a bad feed makes many of these.
    super(message, null, false, false);
    this.kind = kind;
  }

  ErrorKind kind() {
    return kind;
  }

  /** The record's dead letter. */
  public DeadLetter deadLetter(String step, Measurement measurement, Instant failedAt) {
    return DeadLetter.of(
        step, kind, String.valueOf(getMessage()), SilverMeasurement.subject(measurement), failedAt);
  }
}
