// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The server or the network failed, and went on failing until attempts or time ran out. Repeating
 * the call later is harmless.
 */
public sealed class RetryableException extends RestreamException permits RateLimitedException {

  @Serial private static final long serialVersionUID = 1L;

  RetryableException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
