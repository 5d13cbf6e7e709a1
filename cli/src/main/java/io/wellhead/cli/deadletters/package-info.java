// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** What pipelines could not process: shows it, and replays it. */
@NullMarked
package io.wellhead.cli.deadletters;

import org.jspecify.annotations.NullMarked;
