// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.IOException;
import java.io.Serial;

/** A call was given up because its pipeline is being drained. */
public final class ReadingEndedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  ReadingEndedException(Throwable cause) {
    super("reading has ended", cause);
  }
}
