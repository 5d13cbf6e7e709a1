// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loopback port for two servers: a connection whose first byte begins a TLS handshake is passed
 * on to one, any other to the other. Clients need this because Beam derives both targets from one
 * endpoint.
 */
public final class SharedPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedPort.class);
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int BACKLOG = 256;

  /** Told of the TLS connections that are passed on, by the local port of the inner connection. */
  public interface TlsListener {
    void closed(int innerPort);
  }

  private final ServerSocket server;
  private final int tlsPort;
  private final int plainPort;
  private final TlsListener tlsListener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private volatile boolean closed;

  /**
   * @param port the port to listen on, 0 for any free one
   */
  public SharedPort(int port, int tlsPort, int plainPort, TlsListener tlsListener)
      throws IOException {
    this.tlsPort = tlsPort;
    this.plainPort = plainPort;
    this.tlsListener = tlsListener;
    this.server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "bigquery-sandbox-port-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("cannot accept a connection port={}", port(), e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      track(client);
      client.setTcpNoDelay(true);
      int first = client.getInputStream().read();
      if (first < 0) {
        return;
      }
      boolean tls = first == TLS_HANDSHAKE;
      try (Socket inner = new Socket(InetAddress.getLoopbackAddress(), tls ? tlsPort : plainPort)) {
        track(inner);
        inner.setTcpNoDelay(true);
        inner.getOutputStream().write(first);
        int innerPort = inner.getLocalPort();
        Future<?> answers = threads.submit(() -> pass(inner, client));
        pass(client, inner);
        answers.get();
        if (tls) {
          tlsListener.closed(innerPort);
        }
        open.remove(inner);
      }
    } catch (IOException | ExecutionException e) {
      LOG.debug("connection ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void track(Socket socket) throws IOException {
    open.add(socket);
    if (closed) {
      socket.close();
    }
  }

  /** Copies until the end of the input, then ends the output. */
  private static void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket first, Socket second) {
    try (first;
        second) {
      LOG.trace("closing both sides");
    } catch (IOException e) {
      LOG.trace("close failed", e);
    }
  }

  /** Stops listening and cuts every connection. */
  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdown();
  }
}
