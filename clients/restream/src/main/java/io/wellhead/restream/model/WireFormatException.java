// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.io.Serial;

/**
 * JSON that does not have the shape of the type asked for. The message names the place, not the
 * content.
 */
public final class WireFormatException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean endsEarly;

  public WireFormatException(String message) {
    this(message, false);
  }

  WireFormatException(String message, boolean endsEarly) {
    super(message);
    this.endsEarly = endsEarly;
  }

  /** Whether the text is the beginning of JSON, or empty: what a cut connection leaves. */
  public boolean endsEarly() {
    return endsEarly;
  }
}
