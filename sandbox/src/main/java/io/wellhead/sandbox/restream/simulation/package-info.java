// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** A pad in zipper operation, computable at any second from a seed. */
@NullMarked
package io.wellhead.sandbox.restream.simulation;

import org.jspecify.annotations.NullMarked;
