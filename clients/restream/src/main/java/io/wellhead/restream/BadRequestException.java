// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The server refused the request for what it asks; repeating it is useless. */
public sealed class BadRequestException extends RestreamException permits NotFoundException {

  @Serial private static final long serialVersionUID = 1L;

  BadRequestException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
