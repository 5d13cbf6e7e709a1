// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;

/** The sockets of a client: one at a time per address (ReStream API, section 4.8). */
final class Sockets implements AutoCloseable {

  private final Gateway gateway;
  private final OkHttpClient http;
  private final Map<String, SocketLoop> open = new ConcurrentHashMap<>();

  Sockets(Gateway gateway, OkHttpClient http) {
    this.gateway = gateway;
    this.http = http;
  }

  Gateway gateway() {
    return gateway;
  }

  OkHttpClient http(SocketOptions options) {
    return http.newBuilder().pingInterval(options.pingInterval()).build();
  }

  /**
   * Starts the loop.
   *
   * @throws IllegalStateException when its address has a socket already
   */
  void start(SocketLoop loop) {
    if (open.putIfAbsent(loop.route().path(), loop) != null) {
      throw new IllegalStateException(
          "this client already has a socket on " + loop.route().path() + ": close it first");
    }
    loop.start(() -> open.remove(loop.route().path(), loop));
  }

  @Override
  public void close() {
    open.values().forEach(SocketLoop::close);
  }
}
