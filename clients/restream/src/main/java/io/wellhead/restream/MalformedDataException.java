// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An answer, a frame or a record does not have the documented shape. The message names the place
 * and never holds the content.
 */
public final class MalformedDataException extends RestreamException {

  @Serial private static final long serialVersionUID = 1L;

  MalformedDataException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, place, cause);
  }
}
