// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** The wellhead command. */
@NullMarked
package io.wellhead.cli;

import org.jspecify.annotations.NullMarked;
