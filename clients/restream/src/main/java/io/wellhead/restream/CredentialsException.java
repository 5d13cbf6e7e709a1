// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The client id or its secret was rejected by the token endpoint. */
public final class CredentialsException extends UnauthorizedException {

  @Serial private static final long serialVersionUID = 1L;

  CredentialsException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
