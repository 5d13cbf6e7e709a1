// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wellhead.sandbox.restream.world.Json;

/** The parameter definitions that every simulated pad has from the beginning (section 2.9). */
final class DefaultParameters {

  private DefaultParameters() {}

  static ArrayNode all() {
    return Json.array();
  }
}
