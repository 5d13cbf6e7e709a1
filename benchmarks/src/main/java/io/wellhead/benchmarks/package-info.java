// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Measurements of speed, each against a floor that is measured in the same run. */
@NullMarked
package io.wellhead.benchmarks;

import org.jspecify.annotations.NullMarked;
