// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.nio.charset.StandardCharsets;

/** BigQuery's pseudo-columns of change data capture, and the columns in which we repeat them. */
final class CdcColumns {
  static final String CHANGE_TYPE = "_CHANGE_TYPE";
  static final String CHANGE_SEQUENCE_NUMBER = "_CHANGE_SEQUENCE_NUMBER";

  /** Visible copy of the sequence, in every current-state table of the schema files. */
  static final String SEQUENCE_COPY = "change_sequence";

  /** When this version of the row was written, in every current-state table of the schema files. */
  static final String UPDATED_AT = "updated_at";

  private static final byte[] UPSERT = "UPSERT".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DELETE = "DELETE".getBytes(StandardCharsets.US_ASCII);

  private CdcColumns() {}

  static byte[] ascii(RowChange.Kind kind) {
    return kind == RowChange.Kind.UPSERT ? UPSERT : DELETE;
  }
}
