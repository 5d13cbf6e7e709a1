// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.bigquery.port.ServerIdentity;
import io.wellhead.sandbox.bigquery.port.SharedPort;
import io.wellhead.sandbox.bigquery.port.TrustWatch;
import io.wellhead.sandbox.bigquery.rest.AdminHandler;
import io.wellhead.sandbox.bigquery.rest.RestHandler;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import io.wellhead.sandbox.bigquery.write.WriteService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the servers over an open warehouse, from start to stop. */
final class RunningServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
  private static final int LARGEST_REQUEST_BYTES = 32 * 1024 * 1024;
  private static final int HTTP_THREADS = 8;

  private final Warehouse warehouse;
  private final TrustWatch trust = new TrustWatch();
  private final Server grpc;
  private final Undertow http;
  private final SharedPort port;

  /** What every run of a sandbox shares with the next. */
  record Shared(
      ServerIdentity identity,
      Clock clock,
      Faults faults,
      Counters counters,
      AdminHandler.Power power) {}

  /** Starts on a port, or on any free one for 0. */
  RunningServer(int wantedPort, Warehouse warehouse, Shared shared) throws IOException {
    this.warehouse = warehouse;
    grpc = startGrpc(shared);
    http = startHttp(shared);
    int httpPort = ((InetSocketAddress) http.getListenerInfo().get(0).getAddress()).getPort();
    port = new SharedPort(wantedPort, grpc.getPort(), httpPort, trust);
    trust.endpoint(endpoint());
  }

  private Server startGrpc(Shared shared) throws IOException {
    ServerIdentity identity = shared.identity();
    SslContextBuilder tls = SslContextBuilder.forServer(identity.key(), identity.certificate());
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sslContext(GrpcSslContexts.configure(tls).build())
        // Beam pings without calls; by default that is answered with GOAWAY and the pipeline fails.
        .permitKeepAliveTime(5, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxInboundMessageSize(LARGEST_REQUEST_BYTES)
        .addTransportFilter(trust)
        .addService(new WriteService(warehouse, shared.clock(), shared.faults(), shared.counters()))
        .build()
        .start();
  }

  private Undertow startHttp(Shared shared) {
    RestHandler rest =
        new RestHandler(warehouse, shared.clock(), shared.faults(), shared.counters());
    AdminHandler admin =
        new AdminHandler(
            shared.identity().pem(), shared.faults(), shared.counters(), shared.power());
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
            .setHandler(new PathHandler(rest).addPrefixPath("/sandbox", admin))
            .setIoThreads(1)
            .setWorkerThreads(HTTP_THREADS)
            .build();
    server.start();
    return server;
  }

  int port() {
    return port.port();
  }

  String endpoint() {
    return "http://localhost:" + port();
  }

  long trustFailures() {
    return trust.failures();
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /**
   * Cuts the connections, so that nobody is answered any more, then stops the servers and closes
   * the file.
   */
  @Override
  public void close() {
    try {
      port.close();
    } catch (IOException e) {
      LOG.warn("closing the port failed port={}", port(), e);
    }
    grpc.shutdownNow();
    http.stop();
    warehouse.close();
  }
}
