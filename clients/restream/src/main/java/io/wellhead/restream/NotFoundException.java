// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * 404: no such pad, site or state, or the account may not see it, or the base URL is not that of a
 * ReStream service.
 */
public final class NotFoundException extends BadRequestException {

  @Serial private static final long serialVersionUID = 1L;

  NotFoundException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
