// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The call was canceled, its stream or socket was closed, or its thread was interrupted. */
public final class CanceledException extends RestreamException {

  @Serial private static final long serialVersionUID = 1L;

  CanceledException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
