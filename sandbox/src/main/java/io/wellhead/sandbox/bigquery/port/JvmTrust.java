// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.port;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes this JVM trust sandboxes, besides all that it trusted before. Works by the {@code
 * javax.net.ssl.trustStore} properties and the default SSL context, so it must come before the
 * first client that is to use it. Trust is added and never taken away; safe from any thread.
 */
public final class JvmTrust {
  private static final String PASSWORD = "changeit";
  // The trust store is a property of the whole JVM, and so is this list.
  private static final Set<X509Certificate> ADDED = new LinkedHashSet<>();
  private static X509Certificate @Nullable [] before;

  private JvmTrust() {}

  public static synchronized void add(X509Certificate certificate) {
    if (!ADDED.add(certificate)) {
      return;
    }
    try {
      if (before == null) {
        before = defaultManager().getAcceptedIssuers();
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int entry = 0;
      for (X509Certificate issuer : before) {
        store.setCertificateEntry("default-" + entry++, issuer);
      }
      for (X509Certificate added : ADDED) {
        store.setCertificateEntry("sandbox-" + entry++, added);
      }
      use(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make this JVM trust the sandbox's certificate", e);
    }
  }

  private static void use(KeyStore store) throws GeneralSecurityException, IOException {
    Path file = Files.createTempFile("wellhead-sandbox-trust", ".p12");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {defaultManager()}, null);
    SSLContext.setDefault(context);
  }

  private static X509TrustManager defaultManager() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }
}
