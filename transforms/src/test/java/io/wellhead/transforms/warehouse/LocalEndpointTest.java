// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.Credentials;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.beam.sdk.extensions.gcp.auth.CredentialFactory;
import org.apache.beam.sdk.extensions.gcp.auth.GcpCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEndpointTest {

  @Test
  void prepare_localSandbox_isTrustedByNewTlsConnections_andGetsNoCredentials() throws Exception {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      WarehouseOptions options = options(sandbox.endpoint());
      LocalEndpoint.prepare(options);
      LocalEndpoint.prepare(options); // again is harmless
      assertThat(options.getCredentialFactoryClass()).isEqualTo(NoopCredentialFactory.class);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((java.security.KeyStore) null);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      try (SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket("localhost", sandbox.port())) {
        socket.startHandshake();
        assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(sandbox.certificate());
      }
    }
  }

  @Test
  void prepare_credentialFactoryOfTheUsersChoice_isKept() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      WarehouseOptions options = options(sandbox.endpoint());
      options.setCredentialFactoryClass(OwnCredentials.class);
      LocalEndpoint.prepare(options);
      assertThat(options.getCredentialFactoryClass()).isEqualTo(OwnCredentials.class);
    }
  }

  @Test
  void prepare_realBigQuery_changesNothing() {
    String trustBefore = System.getProperty("javax.net.ssl.trustStore");
    for (String endpoint : new String[] {null, "https://bigquery.googleapis.com:443"}) {
      WarehouseOptions options = options(endpoint);
      LocalEndpoint.prepare(options);
      assertThat(options.getCredentialFactoryClass()).isEqualTo(GcpCredentialFactory.class);
      assertThat(options.getBigQueryEndpoint()).isEqualTo(endpoint);
    }
    assertThat(System.getProperty("javax.net.ssl.trustStore")).isEqualTo(trustBefore);
  }

  @Test
  void prepare_addressWithATrailingSlash_isAccepted() {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      WarehouseOptions options = options(sandbox.endpoint() + "/");
      LocalEndpoint.prepare(options);
      assertThat(options.getBigQueryEndpoint()).isEqualTo(sandbox.endpoint());
    }
  }

  @Test
  void prepare_addressWithoutPort_getsTheDefaultOne() {
    WarehouseOptions options = options("HTTPS://bigquery.example.com/");
    LocalEndpoint.prepare(options);
    assertThat(options.getBigQueryEndpoint()).isEqualTo("https://bigquery.example.com:443");
    WarehouseOptions blank = options(" ");
    LocalEndpoint.prepare(blank);
    assertThat(blank.getBigQueryEndpoint()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:9050",
        "http://localhost:9050/bigquery/v2",
        "http://localhost:9050?x=1",
        "http://localhost:9050#x",
        "http://me@localhost:9050",
        "http://:9050",
        "ftp://localhost:21",
        "http://local host"
      })
  void prepare_moreOrLessThanAnAddress_isRefused(String endpoint) {
    assertThatThrownBy(() -> LocalEndpoint.prepare(options(endpoint)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--bigQueryEndpoint="
                + endpoint
                + ": accepted are http://localhost:PORT for a BigQuery on this machine and"
                + " https://HOST, without a path");
  }

  @Test
  void prepare_plainHttpOnAnotherMachine_isRefused() {
    assertThatThrownBy(() -> LocalEndpoint.prepare(options("http://192.0.2.1:9050")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--bigQueryEndpoint=http://192.0.2.1:9050: plain http is accepted only for this"
                + " machine; use https");
  }

  @Test
  void prepare_nothingListens_saysSoInsteadOfWaiting() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String endpoint = "http://localhost:" + port;
    assertThatThrownBy(() -> LocalEndpoint.prepare(options(endpoint)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("--bigQueryEndpoint=" + endpoint + ": the local BigQuery does not answer");
  }

  private static WarehouseOptions options(String endpoint) {
    WarehouseOptions options = PipelineOptionsFactory.create().as(WarehouseOptions.class);
    options.setBigQueryEndpoint(endpoint);
    return options;
  }

  /** Somebody's own way to get credentials. */
  public static final class OwnCredentials implements CredentialFactory {
    public static OwnCredentials fromOptions(PipelineOptions options) {
      return new OwnCredentials();
    }

    @Override
    public Credentials getCredential() {
      throw new UnsupportedOperationException("not asked in this test");
    }
  }
}
