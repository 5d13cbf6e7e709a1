// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Compares the warehouse with its sources. */
@NullMarked
package io.wellhead.cli.verify;

import org.jspecify.annotations.NullMarked;
