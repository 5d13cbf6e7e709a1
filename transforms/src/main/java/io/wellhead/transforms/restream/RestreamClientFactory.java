// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens clients of one account inside of Beam: what a {@code DoFn} holds in place of a client. All
 * that is opened in one JVM for one account is one client, so that the vendor's limits (ReStream
 * API spec, section 5.4) are held in common. Any thread.
 */
public final class RestreamClientFactory implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final Map<Account, Shared> OPEN = new HashMap<>();

  private final RestreamConnection connection;

  /** A factory for this account; nothing is read or sent. */
  public RestreamClientFactory(RestreamConnection connection) {
    this.connection = connection;
  }

  /** What was given to this factory. */
  public RestreamConnection connection() {
    return connection;
  }

  /**
   * Opens a client, to be closed by the caller; reads the secret if it is the account's first one.
   *
   * @throws IOException if the secret cannot be read
   */
  public Lease open() throws IOException {
    Account account = Account.of(connection);
    synchronized (OPEN) {
      Shared shared = OPEN.get(account);
      if (shared == null) {
        shared = new Shared(account, newClient());
        OPEN.put(account, shared);
      }
      shared.leases++;
      return new Lease(shared);
    }
  }

  private RestreamClient newClient() throws IOException {
    return RestreamClient.builder()
        .baseUrl(connection.baseUrl().toString())
        .credentials(connection.clientId(), Secret.of(connection.clientSecret().read()))
        .readTimeout(connection.readTimeout())
        .build();
  }

  /** What makes two connections the same account. */
  private record Account(URI baseUrl, String clientId, SecretReference clientSecret) {
    static Account of(RestreamConnection connection) {
      return new Account(connection.baseUrl(), connection.clientId(), connection.clientSecret());
    }
  }

  private static final class Shared {
    private final Account account;
    private final RestreamClient client;
    private int leases;

    Shared(Account account, RestreamClient client) {
      this.account = account;
      this.client = client;
    }
  }

  /** The use of a client until it is closed. */
  public static final class Lease implements AutoCloseable {
    private final Shared shared;
    private boolean closed;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    /** The client; not to be closed by itself. */
    public RestreamClient client() {
      return shared.client;
    }

    /** Gives the client back; the last one to do so closes it. Repeating does nothing. */
    @Override
    public void close() {
      synchronized (OPEN) {
        if (closed) {
          return;
        }
        closed = true;
        shared.leases--;
        if (shared.leases > 0) {
          return;
        }
        OPEN.remove(shared.account, shared);
      }
      shared.client.close();
    }
  }
}
