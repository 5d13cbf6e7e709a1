// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Faults by name that can be switched at run time. */
@NullMarked
package io.wellhead.sandbox.restream.faults;

import org.jspecify.annotations.NullMarked;
