// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Looks into the warehouse with SQL. */
@NullMarked
package io.wellhead.cli.query;

import org.jspecify.annotations.NullMarked;
