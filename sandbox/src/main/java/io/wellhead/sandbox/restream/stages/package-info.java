// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Parameter definitions and the per-stage aggregations computed by them. */
@NullMarked
package io.wellhead.sandbox.restream.stages;

import org.jspecify.annotations.NullMarked;
