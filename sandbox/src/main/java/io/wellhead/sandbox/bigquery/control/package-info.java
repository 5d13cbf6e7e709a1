// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** What tests and operators steer and read while the sandbox runs: faults and counters. */
@NullMarked
package io.wellhead.sandbox.bigquery.control;

import org.jspecify.annotations.NullMarked;
