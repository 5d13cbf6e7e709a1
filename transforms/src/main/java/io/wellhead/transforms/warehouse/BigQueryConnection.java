// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.util.BackOff;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.Bigquery;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.extensions.gcp.auth.GcpCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Opens BigQuery's REST API where Beam does: at {@code --bigQueryEndpoint} if given, with the
 * credentials that {@code --credentialFactoryClass} makes. Calls that are not answered, or answered
 * with 429 or 5xx, are repeated for some 15 s: a person waits. All our calls may be repeated.
 */
final class BigQueryConnection {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final int RETRIES = 5;

  private BigQueryConnection() {}

  static Bigquery open(PipelineOptions options, Duration readTimeout) throws WarehouseException {
    return open(options, readTimeout, Sleeper.DEFAULT);
  }

  /**
   * Opens it.
   *
   * @throws IllegalArgumentException if the endpoint is not accepted
   * @throws java.io.UncheckedIOException if the endpoint is local and does not answer
   * @throws WarehouseException if there are no credentials where some are needed
   */
  static Bigquery open(PipelineOptions options, Duration readTimeout, Sleeper sleeper)
      throws WarehouseException {
    WarehouseOptions warehouse = options.as(WarehouseOptions.class);
    LocalEndpoint.prepare(options);
    Bigquery.Builder builder =
        new Bigquery.Builder(
                Transport.getTransport(),
                Transport.getJsonFactory(),
                new Initializer(credentials(warehouse), readTimeout, sleeper))
            .setApplicationName("wellhead");
    if (warehouse.getBigQueryEndpoint() != null) {
      builder.setRootUrl(warehouse.getBigQueryEndpoint() + "/");
    }
    return builder.build();
  }

  /**
   * Beam goes on without Google's credentials if there are none, and BigQuery refuses each call.
   */
  private static @Nullable Credentials credentials(WarehouseOptions warehouse)
      throws WarehouseException {
    Credentials found = warehouse.getGcpCredential();
    if (found == null && warehouse.getCredentialFactoryClass().equals(GcpCredentialFactory.class)) {
      throw WarehouseException.noCredentials(warehouse.getBigQueryEndpoint());
    }
    return found;
  }

  private static final class Initializer implements HttpRequestInitializer {
    private final @Nullable HttpCredentialsAdapter credentials;
    private final Duration readTimeout;
    private final Sleeper sleeper;

    Initializer(@Nullable Credentials credentials, Duration readTimeout, Sleeper sleeper) {
      this.credentials = credentials == null ? null : new HttpCredentialsAdapter(credentials);
      this.readTimeout = readTimeout;
      this.sleeper = sleeper;
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
      if (credentials != null) {
        credentials.initialize(request);
      }
      request.setNumberOfRetries(RETRIES);
      request.setUnsuccessfulResponseHandler(
          new HttpBackOffUnsuccessfulResponseHandler(backOff())
              .setBackOffRequired(answer -> isPassing(answer.getStatusCode()))
              .setSleeper(sleeper));
      request.setIOExceptionHandler(
          new HttpBackOffIOExceptionHandler(backOff()).setSleeper(sleeper));
      request.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      request.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
    }

    private static BackOff backOff() {
      return new ExponentialBackOff.Builder().setMultiplier(2).build();
    }

    private static boolean isPassing(int status) {
      return status == 429 || status >= 500;
    }
  }
}
