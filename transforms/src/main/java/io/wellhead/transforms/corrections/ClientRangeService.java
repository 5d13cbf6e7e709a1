// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.SiteMetadata;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SiteCalls;
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
  private final SiteCalls sites;
  private final FieldNames fieldNames = new FieldNames(Clock.systemUTC());

  private ClientRangeService(SiteCalls sites) {
    this.sites = sites;
  }

  /** Opens an account. */
  static final class Factory implements RangeService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final SiteCalls.Factory accounts;

    Factory(RestreamConnection connection, Drain drain) {
      accounts = new SiteCalls.Factory(connection, drain);
    }

    @Override
    public RangeService open() throws IOException {
      return new ClientRangeService(accounts.open());
    }
  }

  @Override
  public List<DataRecord> read(long siteId, long from, long through) throws IOException {
    return sites.ask(siteId, calls -> calls.records(sites.records(from, through)));
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
  public Set<String> fieldNames(long siteId, boolean anew) throws IOException {
    return fieldNames.of(
        siteId,
        anew,
        () ->
            sites
                .ask(siteId, calls -> calls.run(client -> client.fields(Room.site(siteId))))
                .stream()
                .map(Field::name)
                .collect(Collectors.toSet()));
  }

  private @Nullable SiteMetadata metadataOf(long siteId) throws IOException {
    return sites.ask(siteId, calls -> calls.sites().get(0)).metadata();
  }

  @Override
  public void close() {
    sites.close();
  }
}
