// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** Notes in resources when they were made and changed. */
record ResourceTimes(Clock clock) {
  void made(ObjectNode resource) {
    changed(resource);
    resource.set("creationTime", resource.get("lastModifiedTime"));
  }

  void changed(ObjectNode resource) {
    resource.put("lastModifiedTime", Long.toString(clock.millis()));
  }
}
