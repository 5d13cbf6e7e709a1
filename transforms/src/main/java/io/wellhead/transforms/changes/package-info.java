// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** The vendor's announcements that stored data has changed: read, checked, and kept. */
@NullMarked
package io.wellhead.transforms.changes;

import org.jspecify.annotations.NullMarked;
