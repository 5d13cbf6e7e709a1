// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** What the sandbox serves, simulated or recorded, and the time at which it is served. */
@NullMarked
package io.wellhead.sandbox.restream.world;

import org.jspecify.annotations.NullMarked;
