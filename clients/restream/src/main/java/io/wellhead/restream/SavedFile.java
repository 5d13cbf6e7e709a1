// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.nio.file.Path;

/**
 * A file that was written completely.
 *
 * @param records number of records in it
 */
public record SavedFile(Path file, long records) {}
