// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, held by the sandbox. */
class SandboxContractTest
    implements TableContract,
        TypeContract,
        DefaultsContract,
        StreamContract,
        UpsertContract,
        QueryContract,
        ViewContract {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static SandboxService service;

  @BeforeAll
  static void connect() {
    service = new SandboxService(BIGQUERY.endpoint());
  }

  @AfterAll
  static void disconnect() {
    service.close();
  }

  @Override
  public String project() {
    return service.project();
  }

  @Override
  public Rest rest() {
    return service.rest();
  }

  @Override
  public BigQueryWriteClient storage() {
    return service.storage();
  }
}
