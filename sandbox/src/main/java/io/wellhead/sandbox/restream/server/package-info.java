// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** HTTP routing, authorization and the REST endpoints. */
@NullMarked
package io.wellhead.sandbox.restream.server;

import org.jspecify.annotations.NullMarked;
