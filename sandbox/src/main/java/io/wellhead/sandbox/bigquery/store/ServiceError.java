// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.io.Serial;
import java.util.Objects;

/**
 * A request that BigQuery would refuse. The reason decides the HTTP status, the {@code reason} of
 * the JSON error body and the gRPC status.
 */
public class ServiceError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Reasons as BigQuery names them in its error bodies. */
  public enum Reason {
    INVALID(400, "invalid"),
    INVALID_QUERY(400, "invalidQuery"),
    UNAUTHENTICATED(401, "authError"),
    RATE_LIMIT_EXCEEDED(403, "rateLimitExceeded"),
    NOT_FOUND(404, "notFound"),
    DUPLICATE(409, "duplicate"),
    RESOURCE_IN_USE(400, "resourceInUse"),
    CONDITION_NOT_MET(412, "conditionNotMet"),
    BACKEND_ERROR(503, "backendError"),
    INTERNAL_ERROR(500, "internalError"),
    NOT_IMPLEMENTED(501, "notImplemented");

    private final int httpStatus;
    private final String code;

    Reason(int httpStatus, String code) {
      this.httpStatus = httpStatus;
      this.code = code;
    }

    public int httpStatus() {
      return httpStatus;
    }

    /** The {@code reason} in the body, such as {@code notFound}. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;

  public ServiceError(Reason reason, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public ServiceError(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public final Reason reason() {
    return reason;
  }

  /** The message, which for this type is never null. */
  public final String text() {
    return Objects.requireNonNull(getMessage(), "message");
  }

  public static ServiceError invalid(String message) {
    return new ServiceError(Reason.INVALID, message);
  }

  public static ServiceError notFound(String what, Object id) {
    return new ServiceError(Reason.NOT_FOUND, "Not found: " + what + " " + id);
  }

  public static ServiceError duplicate(String what, Object id) {
    return new ServiceError(Reason.DUPLICATE, "Already Exists: " + what + " " + id);
  }
}
