// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.services.bigquery.Bigquery;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.extensions.gcp.util.RetryHttpRequestInitializer;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Opens BigQuery's REST API as Beam does: at {@code --bigQueryEndpoint} if given, with the
 * credentials that {@code --credentialFactoryClass} makes, repeating what may be repeated.
 */
final class BigQueryConnection {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private BigQueryConnection() {}

  static Bigquery open(PipelineOptions options, Duration readTimeout) {
    WarehouseOptions warehouse = options.as(WarehouseOptions.class);
    LocalEndpoint.prepare(options);
    Bigquery.Builder builder =
        new Bigquery.Builder(
                Transport.getTransport(),
                Transport.getJsonFactory(),
                new Initializer(warehouse.getGcpCredential(), readTimeout))
            .setApplicationName("wellhead");
    String endpoint = warehouse.getBigQueryEndpoint();
    if (endpoint != null && !endpoint.isBlank()) {
      builder.setRootUrl(endpoint.endsWith("/") ? endpoint : endpoint + "/");
    }
    return builder.build();
  }

  private static final class Initializer implements HttpRequestInitializer {
    private final @Nullable HttpCredentialsAdapter credentials;
    private final HttpRequestInitializer retries =
        new RetryHttpRequestInitializer(java.util.List.of(404, 409));
    private final Duration readTimeout;

    Initializer(@Nullable Credentials credentials, Duration readTimeout) {
      this.credentials = credentials == null ? null : new HttpCredentialsAdapter(credentials);
      this.readTimeout = readTimeout;
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
      if (credentials != null) {
        credentials.initialize(request);
      }
      retries.initialize(request);
      request.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      request.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
    }
  }
}
