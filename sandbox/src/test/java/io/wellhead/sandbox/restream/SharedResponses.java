// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The recorded responses that may lie beside the checkout; absent on most machines. */
final class SharedResponses {
  private SharedResponses() {}

  static Optional<Path> folder() {
    String configured = System.getenv("WELLHEAD_SHARED");
    if (configured != null) {
      return existing(Path.of(configured));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Optional<Path> beside = existing(at.resolveSibling("shared"));
      if (beside.isPresent()) {
        return beside;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> existing(Path shared) {
    return Optional.of(shared.resolve("restream-responses")).filter(Files::isDirectory);
  }
}
