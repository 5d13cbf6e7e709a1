// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Wire types of the ReStream API, one record per JSON shape. */
@NullMarked
package io.wellhead.restream.model;

import org.jspecify.annotations.NullMarked;
