// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The token was rejected (401, 403), also after a new one had been fetched where that is possible.
 */
public sealed class UnauthorizedException extends RestreamException permits CredentialsException {

  @Serial private static final long serialVersionUID = 1L;

  UnauthorizedException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
