// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.undertow.Undertow;
import io.wellhead.sandbox.bigquery.port.ServerIdentity;
import io.wellhead.sandbox.bigquery.port.SharedPort;
import io.wellhead.sandbox.bigquery.port.TrustWatch;
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

  private RunningServer(int wantedPort, ServerIdentity identity, Warehouse warehouse, Clock clock)
      throws IOException {
    this.warehouse = warehouse;
    grpc = startGrpc(identity, clock);
    http = startHttp(identity, clock);
    int httpPort = ((InetSocketAddress) http.getListenerInfo().get(0).getAddress()).getPort();
    port = new SharedPort(wantedPort, grpc.getPort(), httpPort, trust);
    trust.endpoint(endpoint());
  }

  /**
   * @param port the port to listen on, 0 for any free one
   */
  static RunningServer start(int port, ServerIdentity identity, Warehouse warehouse, Clock clock)
      throws IOException {
    return new RunningServer(port, identity, warehouse, clock);
  }

  private Server startGrpc(ServerIdentity identity, Clock clock) throws IOException {
    SslContextBuilder tls = SslContextBuilder.forServer(identity.key(), identity.certificate());
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sslContext(GrpcSslContexts.configure(tls).build())
        // Beam pings without calls; by default that is answered with GOAWAY and the pipeline fails.
        .permitKeepAliveTime(5, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxInboundMessageSize(LARGEST_REQUEST_BYTES)
        .addTransportFilter(trust)
        .addService(new WriteService(warehouse, clock))
        .build()
        .start();
  }

  private Undertow startHttp(ServerIdentity identity, Clock clock) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
            .setHandler(new RestHandler(warehouse, clock, identity.pem()))
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
