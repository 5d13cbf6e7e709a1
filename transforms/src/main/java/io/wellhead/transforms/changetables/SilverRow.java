// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changesettings.CurrentRow;

/**
 * An event on its way into its table.
 *
 * @param file the event as it may be stored, and where it comes from
 * @param current what the settings make of it
 */
record SilverRow(FileEvent file, CurrentRow current) {}
