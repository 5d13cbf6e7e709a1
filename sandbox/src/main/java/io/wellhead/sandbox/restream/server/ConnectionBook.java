// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.ServerConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.IoUtils;

/** Knows all open connections, so that a restart can end them. Any thread. */
final class ConnectionBook {

  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();

  HttpHandler watching(HttpHandler handler) {
    return exchange -> {
      ServerConnection connection = exchange.getConnection();
      if (connections.add(connection)) {
        connection.addCloseListener(connections::remove);
      }
      handler.handleRequest(exchange);
    };
  }

  int open() {
    return connections.size();
  }

  void closeAll() {
    connections.forEach(IoUtils::safeClose);
  }
}
