// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import java.io.Serial;

/** The writer's message descriptor does not fit the table. */
final class SchemaMismatch extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final StorageErrorCode code;

  SchemaMismatch(StorageErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  StorageErrorCode code() {
    return code;
  }
}
