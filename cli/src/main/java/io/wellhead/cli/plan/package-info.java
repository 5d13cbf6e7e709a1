// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** What a pipeline would make, before it runs. */
@NullMarked
package io.wellhead.cli.plan;

import org.jspecify.annotations.NullMarked;
