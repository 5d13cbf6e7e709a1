// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;

/**
 * An event and the file that tells of it.
 *
 * @param file its URI, such as {@code gs://changes/cdc/public_audits/2025/11/05/18/23/8a0b….avro}
 * @param version of the file's content: an object of the same name may be written again
 * @param offset where in the file, expanded if that is compressed; of Avro the block
 */
public record FileEvent(String file, String version, long offset, ChangeEvent event) {
  public FileEvent {
    requireNonNull(file, "file");
    requireNonNull(version, "version");
    requireNonNull(event, "event");
  }
}
