// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.io.Serial;
import java.util.List;

/** A settings file that is not accepted; the message has a line for each thing that is wrong. */
public final class ChangeSettingsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final List<String> problems;

  ChangeSettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** {@code file:line: path of the key: what is wrong and what is accepted}, at least one. */
  public List<String> problems() {
    return problems;
  }
}
