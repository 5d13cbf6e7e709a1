// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.util.Objects;

/**
 * A parameter to be created (ReStream API, section 2.9).
 *
 * @param name key in the rows of {@link Aggregations}, not blank
 * @param config what it is computed from
 * @param description text for people, may be empty
 */
public record ParameterDefinition(String name, ParameterConfig config, String description) {

  public ParameterDefinition {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(description, "description");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a parameter must not be blank");
    }
  }
}
