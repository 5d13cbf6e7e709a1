// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;

/** Bytes that are not JSON, whatever may follow. */
final class JsonSyntaxException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  JsonSyntaxException(String problem, int position) {
    super("not JSON at byte " + position + ": " + problem, null, false, false);
  }
}
