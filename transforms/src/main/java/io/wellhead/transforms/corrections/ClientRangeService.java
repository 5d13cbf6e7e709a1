// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.restream.BadRequestException;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.SiteMetadata;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamClientFactory;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.RoomCalls;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The service as the ReStream client gives it. */
final class ClientRangeService implements RangeService {
  private final RestreamClientFactory clients;
  private final Drain drain;
  private final FieldNames fieldNames = new FieldNames(Clock.systemUTC());

  /** Keeps the account's client open between calls. */
  private final RestreamClientFactory.Lease lease;

  private ClientRangeService(
      RestreamClientFactory clients, Drain drain, RestreamClientFactory.Lease lease) {
    this.clients = clients;
    this.drain = drain;
    this.lease = lease;
  }

  /** Opens an account. */
  static final class Factory implements RangeService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;
    private final Drain drain;

    Factory(RestreamConnection connection, Drain drain) {
      clients = new RestreamClientFactory(connection);
      this.drain = drain;
    }

    @Override
    public RangeService open() throws IOException {
      return new ClientRangeService(clients, drain, clients.open());
    }
  }

  @Override
  public List<DataRecord> read(long siteId, long from, long through) throws IOException {
    DataRequest request =
        DataRequest.builder()
            .siUnits(clients.connection().siUnits())
            .start(Instant.ofEpochSecond(from))
            .end(Instant.ofEpochSecond(through))
            .build();
    return ofSite(siteId, calls -> calls.records(request));
  }

  @Override
  public @Nullable Instant first(long siteId) throws IOException {
    SiteMetadata metadata = metadataOf(siteId);
    return metadata == null ? null : metadata.firstTimestamp();
  }

  @Override
  public @Nullable Instant newest(long siteId) throws IOException {
    SiteMetadata metadata = metadataOf(siteId);
    return metadata == null ? null : metadata.lastTimestamp();
  }

  @Override
  public Set<String> fieldNames(long siteId) throws IOException {
    return fieldNames.of(
        siteId,
        () ->
            ofSite(siteId, calls -> calls.run(client -> client.fields(Room.site(siteId)))).stream()
                .map(Field::name)
                .collect(Collectors.toSet()));
  }

  private @Nullable SiteMetadata metadataOf(long siteId) throws IOException {
    return ofSite(siteId, calls -> calls.sites().get(0)).metadata();
  }

  private interface Question<T> {
    T ask(RoomCalls calls) throws IOException;
  }

  private <T> T ofSite(long siteId, Question<T> question) throws IOException {
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
