// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A request that must not be repeated blindly failed after it may have reached the server. Read the
 * present state before repeating it.
 */
public final class OutcomeUnknownException extends RestreamException {

  @Serial private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
