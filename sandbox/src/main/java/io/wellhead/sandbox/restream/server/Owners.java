// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import java.util.Map;

/**
 * Which client sees which pad: an id of another customer is as unknown as one that does not exist
 * (ReStream API spec, section 9.35). Immutable.
 */
public final class Owners {

  private final Map<Long, String> clientByPad;

  /**
   * @param clientByPad the pads that belong to one client; the others are seen by every client that
   *     has none of its own
   */
  public Owners(Map<Long, String> clientByPad) {
    this.clientByPad = Map.copyOf(clientByPad);
  }

  boolean sees(String clientId, long padId) {
    String owner = clientByPad.get(padId);
    return owner == null ? !clientByPad.containsValue(clientId) : owner.equals(clientId);
  }
}
