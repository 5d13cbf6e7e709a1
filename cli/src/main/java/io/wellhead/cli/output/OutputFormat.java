// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.output;

import java.util.Locale;

/** The three forms of a result. */
public enum OutputFormat {
  /** Aligned columns with the values that people look for first. */
  TABLE,
  /** An array with one object a line, complete as the service sends them. */
  JSON,
  /** The columns of the table, quoted where needed (RFC 4180). */
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
