// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Serves a folder of recorded response files. */
@NullMarked
package io.wellhead.sandbox.restream.recorded;

import org.jspecify.annotations.NullMarked;
