// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.Bigquery;
import com.google.auth.Retryable;
import java.io.IOException;
import java.io.Serial;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * BigQuery refused a call about a dataset or table, or did not answer, or could not be asked. The
 * message is one line that names what the call was about.
 */
public final class WarehouseException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private static final Set<String> PASSING_REASONS = Set.of("rateLimitExceeded", "quotaExceeded");

  /** What the caller can do about it. */
  public enum Kind {
    /** Provide credentials, or the right to do this. */
    CREDENTIALS,
    /** Name a project that exists. */
    NOT_FOUND,
    /** Change what is asked for. */
    REFUSED,
    /** Try again later. */
    UNAVAILABLE
  }

  private static final String PROVIDE =
      "run 'gcloud auth application-default login' or set GOOGLE_APPLICATION_CREDENTIALS";

  private final Kind kind;
  private final int status;

  private WarehouseException(String message, Kind kind, int status, @Nullable IOException cause) {
    super(message.replaceAll("\\s*\\R\\s*", " "), cause);
    this.kind = kind;
    this.status = status;
  }

  static WarehouseException refused(GoogleJsonResponseException e, String what, String project) {
    int status = e.getStatusCode();
    String reason = e.getDetails() == null ? e.getStatusMessage() : e.getDetails().getMessage();
    String message =
        "BigQuery answered " + status + " for " + what + " in project " + project + ": " + reason;
    return new WarehouseException(message, kind(status, e.getDetails()), status, e);
  }

  static WarehouseException unanswered(IOException e, String what, String project) {
    if (e instanceof Retryable token && !token.isRetryable()) {
      return new WarehouseException(
          "Google refuses the credentials: " + e.getMessage() + "; " + PROVIDE,
          Kind.CREDENTIALS,
          0,
          e);
    }
    String message =
        "BigQuery did not answer for " + what + " in project " + project + ": " + network(e);
    return new WarehouseException(message, Kind.UNAVAILABLE, 0, e);
  }

  /** BigQuery takes no rows for that table, whatever they hold. */
  static WarehouseException refusedRows(String table, String reason) {
    return new WarehouseException(
        "BigQuery takes no rows for " + table + ": " + reason, Kind.REFUSED, 0, null);
  }

  /** A table's new columns are not taken, however long one waits. */
  static WarehouseException lasting(StaleTableException e) {
    return new WarehouseException(String.valueOf(e.getMessage()), Kind.REFUSED, 0, e);
  }

  /** There are no credentials for BigQuery at that endpoint; null for Google's own. */
  static WarehouseException noCredentials(@Nullable String endpoint) {
    String message = "no Google credentials for " + address(endpoint) + ": " + PROVIDE;
    return new WarehouseException(message, Kind.CREDENTIALS, 0, null);
  }

  /** BigQuery at that endpoint, null for Google's own, has said nothing for so long. */
  static WarehouseException silent(@Nullable String endpoint, Duration limit) {
    String message =
        "BigQuery at %s does not answer within %d s; is there a network?"
            .formatted(address(endpoint), limit.toSeconds());
    return new WarehouseException(message, Kind.UNAVAILABLE, 0, null);
  }

  private static String address(@Nullable String endpoint) {
    return endpoint == null ? Bigquery.DEFAULT_ROOT_URL : endpoint;
  }

  /** What is wrong with the network; the innermost cause knows. */
  private static String network(IOException e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost instanceof UnknownHostException
        ? "unknown host " + innermost.getMessage() + " (is there a network?)"
        : innermost.toString();
  }

  private static Kind kind(int status, @Nullable GoogleJsonError details) {
    return switch (status) {
      case 401 -> Kind.CREDENTIALS;
      case 403 -> isPassing(details) ? Kind.UNAVAILABLE : Kind.CREDENTIALS;
      case 404 -> Kind.NOT_FOUND;
      case 408, 429 -> Kind.UNAVAILABLE;
      default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
    };
  }

  private static boolean isPassing(@Nullable GoogleJsonError details) {
    return details != null
        && details.getErrors() != null
        && details.getErrors().stream().anyMatch(e -> PASSING_REASONS.contains(e.getReason()));
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status of a refusal, 0 if there was no answer. */
  int status() {
    return status;
  }
}
