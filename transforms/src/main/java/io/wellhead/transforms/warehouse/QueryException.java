// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.model.ErrorProto;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A query was refused, failed, or did not end in time. The message is the service's own. */
public final class QueryException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  private QueryException(String message, int status) {
    super(message);
    this.status = status;
  }

  /**
   * The HTTP status of a refusal; empty when the query was accepted and then failed or was late.
   */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  static QueryException of(GoogleJsonResponseException e) {
    QueryException exception =
        new QueryException(
            "BigQuery answered "
                + e.getStatusCode()
                + ": "
                + (e.getDetails() == null ? e.getStatusMessage() : e.getDetails().getMessage()),
            e.getStatusCode());
    exception.initCause(e);
    return exception;
  }

  static QueryException of(List<ErrorProto> errors) {
    return new QueryException(
        "the query failed: "
            + errors.stream().map(ErrorProto::getMessage).collect(Collectors.joining("; ")),
        0);
  }

  static QueryException late(Duration timeout) {
    return new QueryException("the query did not end within " + timeout.toSeconds() + " s", 0);
  }
}
