// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.io.Serial;

/**
 * A value that does not fit its column; the message names the value and what is accepted, not the
 * column.
 */
public final class ValueException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public ValueException(String message) {
    super(message, null, false, false);
  }
}
