// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Corrections of stored records, and the change events that announce them. */
@NullMarked
package io.wellhead.sandbox.restream.changes;

import org.jspecify.annotations.NullMarked;
