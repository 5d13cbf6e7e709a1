// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an instance update carries: a pad or a site. */
public sealed interface Instance permits Pad, Site {

  long id();

  @Nullable String name();

  /** The room that this object describes. */
  Room room();

  /** What the server sent beyond the documented fields, by wire name. */
  Map<String, @Nullable Object> otherFields();
}
