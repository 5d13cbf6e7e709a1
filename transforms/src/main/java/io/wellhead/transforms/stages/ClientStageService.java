// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.BadRequestException;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Aggregations;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamClientFactory;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.RoomCalls;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The service as the ReStream client gives it. */
final class ClientStageService implements StageService {
  private final RestreamClientFactory clients;
  private final Drain drain;

  /** Keeps the account's client open between calls. */
  private final RestreamClientFactory.Lease lease;

  private ClientStageService(
      RestreamClientFactory clients, Drain drain, RestreamClientFactory.Lease lease) {
    this.clients = clients;
    this.drain = drain;
    this.lease = lease;
  }

  /** Opens an account. */
  static final class Factory implements StageService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;
    private final Drain drain;

    Factory(RestreamConnection connection, Drain drain) {
      clients = new RestreamClientFactory(connection);
      this.drain = drain;
    }

    @Override
    public StageService open() throws IOException {
      return new ClientStageService(clients, drain, clients.open());
    }
  }

  @Override
  public void read(long siteId, long from, long through, Consumer<DataRecord> records)
      throws IOException {
    DataRequest request =
        DataRequest.builder()
            .siUnits(clients.connection().siUnits())
            .start(Instant.ofEpochSecond(from))
            .end(Instant.ofEpochSecond(through))
            .build();
    ofSite(
        siteId,
        calls -> {
          calls.forEachRecord(request, records);
          return null;
        });
  }

  @Override
  public Map<String, @Nullable Number> figures(long siteId, long historyId) throws IOException {
    Aggregations answer =
        ofSite(
            siteId,
            calls ->
                calls.run(
                    client ->
                        client.aggregations(
                            Room.site(siteId), List.of(historyId), StageFilter.ALL)));
    return answer.row(historyId).map(Aggregations.Row::values).orElse(Map.of());
  }

  private interface Question<T extends @Nullable Object> {
    T ask(RoomCalls calls) throws IOException;
  }

  private <T extends @Nullable Object> T ofSite(long siteId, Question<T> question)
      throws IOException {
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
