// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import java.util.Set;

/**
 * A client of the sandbox beside its first one. Sessions, tokens and confirmations are its own.
 *
 * @param id OAuth2 client id
 * @param secret OAuth2 client secret
 * @param pads the pads that belong to this client: no other client sees them, and it sees no
 *     others; empty for one that sees, as the first client does, every pad that belongs to nobody
 */
public record SandboxClient(String id, String secret, Set<Long> pads) {

  public SandboxClient {
    pads = Set.copyOf(pads);
  }

  /** The secret stays out of logs. */
  @Override
  public String toString() {
    return "SandboxClient[id=" + id + ", pads=" + pads + ']';
  }
}
