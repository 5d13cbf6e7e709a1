// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/**
 * Settings of tables: one YAML file says what of them differs from the defaults, what is done with
 * their columns, and which rules of quality their rows are checked by.
 */
@NullMarked
package io.wellhead.transforms.changesettings;

import org.jspecify.annotations.NullMarked;
