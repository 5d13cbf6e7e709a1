// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes session keys as the vendor's client does (ReStream API spec, section 4.4). */
final class SessionKeys {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private SessionKeys() {}

  /** A new key: 32 lower-case hexadecimal digits. */
  static String create() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
