// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import java.net.BindException;

/** Says what to do when a port cannot be had. */
final class Ports {
  private Ports() {}

  /** The failure as a user understands it, if it is about the port; else itself. */
  static RuntimeException explain(RuntimeException failure, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new CommandException(
            ExitCode.UNAVAILABLE,
            "--port=%d is in use or not permitted; choose another, or 0 for any free one"
                .formatted(port),
            failure);
      }
    }
    return failure;
  }
}
