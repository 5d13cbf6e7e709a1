// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.Bigquery;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.options.PipelineOptions;

/** Whether BigQuery can be asked at all: a person waits for the answer, so there is a limit. */
public final class Reach {
  /** Enough for an answer after some retries over a poor line. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private static final String DATASETS = "the list of datasets";
  private static final int UNAUTHORIZED = 401;

  private Reach() {}

  /**
   * Asks BigQuery something, for some 15 s at most if it is elsewhere. It says nothing of what the
   * credentials may do.
   *
   * @throws IllegalArgumentException if an option is missing or not accepted
   * @throws java.io.UncheckedIOException if the endpoint is local and does not answer
   * @throws WarehouseException if BigQuery does not answer, fails, or refuses the credentials as
   *     such, or if there are none
   */
  public static void require(PipelineOptions options) throws WarehouseException {
    require(options, LIMIT, Sleeper.DEFAULT);
  }

  /**
   * The same with that limit and way to wait before a call is repeated. BigQuery elsewhere is asked
   * in a thread of its own, since the look-up of names, also of those at which credentials are
   * looked for, knows no time limit. On this machine only its own load makes an answer late, and
   * whoever does not answer at all has been found out when its certificate was asked for.
   */
  static void require(PipelineOptions options, Duration limit, Sleeper sleeper)
      throws WarehouseException {
    WarehouseTarget target = WarehouseTarget.from(options);
    LocalEndpoint.prepare(options);
    String endpoint = options.as(WarehouseOptions.class).getBigQueryEndpoint();
    if (endpoint != null && endpoint.startsWith("http:")) {
      ask(BigQueryConnection.open(options, limit, sleeper), target);
      return;
    }
    FutureTask<Void> asking =
        new FutureTask<>(
            () -> {
              ask(BigQueryConnection.open(options, limit, sleeper), target);
              return null;
            });
    Thread thread = new Thread(asking, "reach-warehouse");
    thread.setDaemon(true);
    thread.start();
    try {
      asking.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      throw WarehouseException.silent(endpoint, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WarehouseException.unanswered(
          new InterruptedIOException("interrupted"), DATASETS, target.project());
    }
  }

  private static void ask(Bigquery bigquery, WarehouseTarget target) throws WarehouseException {
    try {
      bigquery.datasets().list(target.project()).setMaxResults(1L).execute();
    } catch (GoogleJsonResponseException e) {
      WarehouseException refusal = WarehouseException.refused(e, DATASETS, target.project());
      if (refusal.kind() == WarehouseException.Kind.UNAVAILABLE
          || refusal.status() == UNAUTHORIZED) {
        throw refusal;
      }
    } catch (IOException e) {
      throw WarehouseException.unanswered(e, DATASETS, target.project());
    }
  }

  private static WarehouseException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof WarehouseException failure) {
      return failure;
    }
    if (e.getCause() instanceof RuntimeException failure) {
      throw failure;
    }
    throw new IllegalStateException(e.getCause());
  }
}
