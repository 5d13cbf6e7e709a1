// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract, held by BigQuery itself: runs when {@code WELLHEAD_CONTRACT_PROJECT} names a
 * project and application default credentials may make datasets in it. Its datasets are deleted at
 * the end.
 */
@EnabledIfEnvironmentVariable(named = "WELLHEAD_CONTRACT_PROJECT", matches = ".+")
class CloudContractTest
    implements TableContract,
        TypeContract,
        DefaultsContract,
        StreamContract,
        UpsertContract,
        QueryContract,
        ViewContract {
  private static final List<String> MADE = new ArrayList<>();

  private static GoogleCredentials credentials;
  private static BigQueryWriteClient storage;

  @BeforeAll
  static void connect() throws IOException {
    credentials =
        GoogleCredentials.getApplicationDefault()
            .createScoped("https://www.googleapis.com/auth/bigquery");
    storage = BigQueryWriteClient.create();
  }

  @AfterAll
  static void deleteDatasets() {
    CloudContractTest service = new CloudContractTest();
    MADE.forEach(
        name ->
            service
                .rest()
                .delete(service.project() + "/datasets/" + name + "?deleteContents=true"));
    storage.close();
  }

  @Override
  public String newDataset() {
    String name = TableContract.super.newDataset();
    MADE.add(name);
    return name;
  }

  @Override
  public String project() {
    return System.getenv("WELLHEAD_CONTRACT_PROJECT").toLowerCase(Locale.ROOT);
  }

  @Override
  public Rest rest() {
    return new Rest("https://bigquery.googleapis.com", CloudContractTest::authorization);
  }

  private static String authorization() {
    try {
      credentials.refreshIfExpired();
      return "Bearer " + credentials.getAccessToken().getTokenValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public BigQueryWriteClient storage() {
    return storage;
  }
}
