// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.BadRequestException;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks the service of single sites. One thread. */
public final class SiteCalls implements AutoCloseable {
  private final RestreamClientFactory clients;
  private final Drain drain;

  /** Keeps the account's client open between calls. */
  private final RestreamClientFactory.Lease lease;

  private SiteCalls(RestreamClientFactory clients, Drain drain, RestreamClientFactory.Lease lease) {
    this.clients = clients;
    this.drain = drain;
    this.lease = lease;
  }

  /** Opens an account. */
  public static final class Factory implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;
    private final Drain drain;

    /**
     * @param drain no call goes on when it is requested
     */
    public Factory(RestreamConnection connection, Drain drain) {
      clients = new RestreamClientFactory(connection);
      this.drain = drain;
    }

    /** Opens it; nothing is sent before the first call. */
    public SiteCalls open() throws IOException {
      return new SiteCalls(clients, drain, clients.open());
    }
  }

  /** What is asked of a site. */
  @FunctionalInterface
  public interface Question<T extends @Nullable Object> {
    /** Asks, and gives the answer. */
    T ask(RoomCalls calls) throws IOException;
  }

  /** The records between two seconds, both included, in the units of the account. */
  public DataRequest records(long from, long through) {
    return DataRequest.builder()
        .siUnits(clients.connection().siUnits())
        .start(Instant.ofEpochSecond(from))
        .end(Instant.ofEpochSecond(through))
        .build();
  }

  /**
   * Asks.
   *
   * @throws RefusedException if asking again cannot help
   * @throws IOException if the same may be asked again later
   */
  public <T extends @Nullable Object> T ask(long siteId, Question<T> question) throws IOException {
    try (RoomCalls calls = RoomCalls.open(clients, Room.site(siteId), drain)) {
      return question.ask(calls);
    } catch (IOException e) {
      Throwable cause = e.getCause();
      if (cause instanceof BadRequestException || cause instanceof MalformedDataException) {
        throw new RefusedException(e.getMessage() + ": " + cause.getMessage(), cause);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
