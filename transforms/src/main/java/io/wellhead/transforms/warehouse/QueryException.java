// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.model.ErrorProto;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A query was refused, failed, or did not end in time. The message is the service's own. */
public final class QueryException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private QueryException(String message) {
    super(message);
  }

  static QueryException of(GoogleJsonResponseException e) {
    QueryException exception =
        new QueryException(
            "BigQuery answered "
                + e.getStatusCode()
                + ": "
                + (e.getDetails() == null ? e.getStatusMessage() : e.getDetails().getMessage()));
    exception.initCause(e);
    return exception;
  }

  static QueryException of(List<ErrorProto> errors) {
    return new QueryException(
        "the query failed: "
            + errors.stream().map(ErrorProto::getMessage).collect(Collectors.joining("; ")));
  }

  static QueryException late(Duration timeout) {
    return new QueryException("the query did not end within " + timeout.toSeconds() + " s");
  }
}
