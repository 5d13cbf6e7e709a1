// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** A sandbox as a service: its endpoint is all that it knows. The JVM must trust it. */
public final class SandboxService implements Service, AutoCloseable {
  private final Rest rest;
  private final BigQueryWriteClient storage;

  public SandboxService(String endpoint) {
    this.rest = new Rest(endpoint);
    try {
      storage =
          BigQueryWriteClient.create(
              BigQueryWriteSettings.newBuilder()
                  .setEndpoint(endpoint.substring("http://".length()))
                  .setCredentialsProvider(NoCredentialsProvider.create())
                  .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String project() {
    return "demo";
  }

  @Override
  public Rest rest() {
    return rest;
  }

  @Override
  public BigQueryWriteClient storage() {
    return storage;
  }

  @Override
  public void close() {
    storage.shutdownNow();
    try {
      storage.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
