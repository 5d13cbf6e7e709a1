// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0

/** What joins a runner to a newer Beam, in tests only. */
@NullMarked
package org.apache.beam.runners.core;

import org.jspecify.annotations.NullMarked;
