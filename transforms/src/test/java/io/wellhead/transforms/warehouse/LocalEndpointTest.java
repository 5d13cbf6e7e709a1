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
    for (String endpoint : new String[] {null, "https://bigquery.googleapis.com"}) {
      WarehouseOptions options = options(endpoint);
      LocalEndpoint.prepare(options);
      assertThat(options.getCredentialFactoryClass()).isEqualTo(GcpCredentialFactory.class);
    }
    assertThat(System.getProperty("javax.net.ssl.trustStore")).isEqualTo(trustBefore);
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
