// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** The HTTP listener on the loopback interface; it can stop and start again on the same port. */
public final class RestreamServer {

  private static final String HOST = "127.0.0.1";
  private static final int MAX_REQUEST_BYTES = 1 << 20;
  private static final int MAX_PARAMETERS = 100_000;
  private static final int IO_THREADS = 2;
  private static final int WORKER_THREADS = 64;

  private final HttpHandler handler;
  private final ConnectionBook connections = new ConnectionBook();
  private Undertow undertow;
  private int port;

  /**
   * @param port 0 for one that the system chooses
   */
  public RestreamServer(HttpHandler handler, int port) {
    this.handler = connections.watching(handler);
    this.port = port;
    this.undertow = build();
  }

  public synchronized void start() {
    undertow = build();
    undertow.start();
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    port = address.getPort();
  }

  public synchronized void stop() {
    connections.closeAll();
    undertow.stop();
  }

  public synchronized int port() {
    return port;
  }

  /** HTTP connections that are open, upgraded ones included. */
  public int openConnections() {
    return connections.open();
  }

  private Undertow build() {
    return Undertow.builder()
        .addHttpListener(port, HOST)
        .setIoThreads(IO_THREADS)
        .setWorkerThreads(WORKER_THREADS)
        .setSocketOption(Options.REUSE_ADDRESSES, true)
        .setSocketOption(Options.TCP_NODELAY, true)
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_REQUEST_BYTES)
        .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
        .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
        .setHandler(handler)
        .build();
  }
}
