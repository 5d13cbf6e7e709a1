// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** An embedded stand-in for the ReStream service. */
@NullMarked
package io.wellhead.sandbox.restream;

import org.jspecify.annotations.NullMarked;
