// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be seen: a client secret or a token. Its text form is masked. */
public final class Secret {

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Wraps the text.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public static Secret of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    return new Secret(text);
  }

  /** The text itself, for the one place that sends it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Always {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
