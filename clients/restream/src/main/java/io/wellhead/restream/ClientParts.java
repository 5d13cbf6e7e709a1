// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.concurrent.ExecutorService;

/** What a client is made of. */
record ClientParts(
    Gateway gateway, Sockets sockets, BaseUrl baseUrl, ExecutorService executor, Runnable closeHttp)
    implements AutoCloseable {

  @Override
  public void close() {
    sockets.close();
    gateway.transport().close();
    executor.shutdownNow();
    closeHttp.run();
  }
}
