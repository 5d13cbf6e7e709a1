// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** The pipelines, one class and one options interface each. */
@NullMarked
package io.wellhead.pipelines;

import org.jspecify.annotations.NullMarked;
