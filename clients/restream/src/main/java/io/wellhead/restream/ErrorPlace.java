// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import org.jspecify.annotations.Nullable;

/**
 * Where an error happened.
 *
 * @param route method and path, ids replaced by {@code {id}}
 * @param status HTTP status; 0 when there was no answer
 * @param requestId the server's {@code X-Request-Id}, if it sent one
 */
record ErrorPlace(@Nullable String route, int status, @Nullable String requestId) {

  static final ErrorPlace NOWHERE = new ErrorPlace(null, 0, null);

  static ErrorPlace of(Route route) {
    return new ErrorPlace(route.template(), 0, null);
  }
}
