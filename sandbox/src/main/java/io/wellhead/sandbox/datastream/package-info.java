// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Change files as Datastream lays them into Cloud Storage, made without Datastream. */
@NullMarked
package io.wellhead.sandbox.datastream;

import org.jspecify.annotations.NullMarked;
