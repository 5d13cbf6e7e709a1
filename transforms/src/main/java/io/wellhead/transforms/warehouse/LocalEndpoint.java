// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.beam.sdk.extensions.gcp.auth.GcpCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Makes a BigQuery endpoint on this machine usable. Beam takes {@code --bigQueryEndpoint} for REST
 * and, always with TLS, for the Storage Write API; without trust in the local certificate a
 * pipeline would repeat its first append for ever, in silence. So for an {@code http} endpoint on a
 * loopback address this JVM is made to trust the certificate that the endpoint serves, in addition
 * to those it trusts anyway, and no credentials are sent.
 */
public final class LocalEndpoint {
  private static final String CERTIFICATE_PATH = "/sandbox/certificate";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

  /**
   * Guards nothing: the store holds certificates only, but an empty password makes it unreadable.
   */
  private static final String STORE_PASSWORD = "changeit";

  private LocalEndpoint() {}

  /**
   * Prepares this JVM for the endpoint that the options name, and leaves in the options what Beam
   * needs of it: scheme, host and port. Call it before a pipeline is made; calling it again is
   * harmless.
   *
   * @throws IllegalArgumentException if the endpoint is not an address of that form, is plain http
   *     on another machine, or what answers there is no local BigQuery
   * @throws UncheckedIOException if the endpoint is local and nobody answers there
   */
  public static synchronized void prepare(PipelineOptions options) {
    WarehouseOptions warehouse = options.as(WarehouseOptions.class);
    String given = warehouse.getBigQueryEndpoint();
    if (given == null || given.isBlank()) {
      warehouse.setBigQueryEndpoint(null);
      return;
    }
    URI uri = parse(given);
    warehouse.setBigQueryEndpoint(uri.toString());
    if (uri.getScheme().equals("https")) {
      return;
    }
    requireLoopback(uri);
    if (warehouse.getCredentialFactoryClass().equals(GcpCredentialFactory.class)) {
      warehouse.setCredentialFactoryClass(NoopCredentialFactory.class);
    }
    trust(uri);
  }

  /** Beam needs scheme, host and port of an endpoint, and fails late on anything more or less. */
  private static URI parse(String given) {
    try {
      URI uri = new URI(given.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      int port = uri.getPort() < 0 ? DEFAULT_PORTS.getOrDefault(scheme, -1) : uri.getPort();
      URI needed = new URI(scheme, null, uri.getHost(), port, null, null, null);
      if (uri.getHost() != null && DEFAULT_PORTS.containsKey(scheme) && isNothingButAddress(uri)) {
        return needed;
      }
    } catch (URISyntaxException e) {
      // Told below, as every other text that is not accepted.
    }
    throw new IllegalArgumentException(
        "--bigQueryEndpoint="
            + given
            + ": accepted are http://localhost:PORT for a BigQuery on this machine and"
            + " https://HOST, without a path");
  }

  private static boolean isNothingButAddress(URI uri) {
    return uri.getUserInfo() == null
        && uri.getQuery() == null
        && uri.getFragment() == null
        && Set.of("", "/").contains(uri.getPath());
  }

  private static void requireLoopback(URI uri) {
    try {
      if (InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
        return;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("--bigQueryEndpoint=" + uri + ": unknown host", e);
    }
    throw new IllegalArgumentException(
        "--bigQueryEndpoint=" + uri + ": plain http is accepted only for this machine; use https");
  }

  private static void trust(URI uri) {
    try {
      X509Certificate certificate = fetchCertificate(uri);
      KeyStore store = currentTrust();
      if (store.getCertificateAlias(certificate) != null) {
        return;
      }
      store.setCertificateEntry("local-" + store.size(), certificate);
      Path file = Files.createTempFile("wellhead-trust", ".p12");
      file.toFile().deleteOnExit();
      try (var out = Files.newOutputStream(file)) {
        store.store(out, STORE_PASSWORD.toCharArray());
      }
      System.setProperty("javax.net.ssl.trustStore", file.toString());
      System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
      System.setProperty("javax.net.ssl.trustStorePassword", STORE_PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "--bigQueryEndpoint=" + uri + ": the local BigQuery does not answer", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "--bigQueryEndpoint=" + uri + ": what answers there is no local BigQuery", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("interrupted while asking " + uri, e);
    }
  }

  private static X509Certificate fetchCertificate(URI uri)
      throws IOException, InterruptedException, GeneralSecurityException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    HttpResponse<InputStream> answer =
        client.send(
            HttpRequest.newBuilder(uri.resolve(CERTIFICATE_PATH)).timeout(TIMEOUT).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new CertificateException(
            "status " + answer.statusCode() + " for " + CERTIFICATE_PATH);
      }
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(body);
    }
  }

  private static KeyStore currentTrust() throws IOException, GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        for (Certificate certificate : Set.of(x509.getAcceptedIssuers())) {
          store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
      }
    }
    return store;
  }
}
