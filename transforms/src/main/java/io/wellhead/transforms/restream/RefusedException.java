// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The service refuses a request: asking again will give the same answer. */
public final class RefusedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public RefusedException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
