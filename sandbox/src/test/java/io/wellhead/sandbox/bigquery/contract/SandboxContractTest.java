// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, held by the sandbox. */
class SandboxContractTest
    implements TableContract, TypeContract, StreamContract, UpsertContract, QueryContract {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static BigQueryWriteClient storage;

  @BeforeAll
  static void connect() throws IOException {
    storage =
        BigQueryWriteClient.create(
            BigQueryWriteSettings.newBuilder()
                .setEndpoint("localhost:" + BIGQUERY.sandbox().port())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @AfterAll
  static void disconnect() throws InterruptedException {
    storage.shutdownNow();
    storage.awaitTermination(10, TimeUnit.SECONDS);
  }

  @Override
  public String project() {
    return "demo";
  }

  @Override
  public Rest rest() {
    return new Rest(BIGQUERY.endpoint());
  }

  @Override
  public BigQueryWriteClient storage() {
    return storage;
  }
}
