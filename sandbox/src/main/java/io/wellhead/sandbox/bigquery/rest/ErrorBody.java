// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.ServiceError;

/** Google's JSON error format. */
final class ErrorBody {
  private ErrorBody() {}

  static ObjectNode of(ServiceError error) {
    return of(error.reason().httpStatus(), error.reason().code(), error.text());
  }

  static ObjectNode of(int status, String reason, String message) {
    ObjectNode body = Resources.object();
    ObjectNode inner = body.putObject("error");
    inner.put("code", status);
    inner.put("message", message);
    inner
        .putArray("errors")
        .addObject()
        .put("message", message)
        .put("domain", "global")
        .put("reason", reason);
    inner.put("status", name(status));
    return body;
  }

  private static String name(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ALREADY_EXISTS";
      case 412 -> "FAILED_PRECONDITION";
      case 501 -> "UNIMPLEMENTED";
      case 503 -> "UNAVAILABLE";
      default -> "INTERNAL";
    };
  }
}
