// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.port;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that do not trust the certificate: their connections end before the handshake is
 * over. Beam tries such a connection again and again without a word, so the sandbox says it, once.
 */
public final class TrustWatch extends ServerTransportFilter implements SharedPort.TlsListener {
  private static final Logger LOG = LoggerFactory.getLogger(TrustWatch.class);

  private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();
  private volatile String endpoint = "";

  /** Names the place where the certificate can be had. */
  public void endpoint(String url) {
    endpoint = url;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    if (attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress address) {
      ready.add(address.getPort());
    }
    return attributes;
  }

  @Override
  public void closed(int innerPort) {
    if (ready.remove(innerPort)) {
      return;
    }
    failures.incrementAndGet();
    if (told.compareAndSet(false, true)) {
      LOG.warn(
          "a client gave up the TLS handshake: it does not trust this sandbox's certificate. In the sandbox's JVM call"
              + " trustInThisJvm() before the first client is made; elsewhere import {}/sandbox/certificate into a trust"
              + " store and start the client with -Djavax.net.ssl.trustStore=FILE",
          endpoint);
    }
  }

  /** Handshakes that failed so far. */
  public long failures() {
    return failures.get();
  }
}
