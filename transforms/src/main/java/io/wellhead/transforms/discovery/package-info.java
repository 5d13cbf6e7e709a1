// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Which change files there are: sweeps over folders, and notifications of new objects. */
@NullMarked
package io.wellhead.transforms.discovery;

import org.jspecify.annotations.NullMarked;
