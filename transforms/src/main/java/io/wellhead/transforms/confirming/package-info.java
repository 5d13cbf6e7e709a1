// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of data changes: counted until they are durable, confirmed, and shown in a table.
 */
@NullMarked
package io.wellhead.transforms.confirming;

import org.jspecify.annotations.NullMarked;
