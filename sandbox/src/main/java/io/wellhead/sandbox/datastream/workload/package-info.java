// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Work on the seven tables of the original warehouse, as applications would do it. */
@NullMarked
package io.wellhead.sandbox.datastream.workload;

import org.jspecify.annotations.NullMarked;
