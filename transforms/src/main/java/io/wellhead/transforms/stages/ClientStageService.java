// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Aggregations;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SiteCalls;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The service as the ReStream client gives it. */
final class ClientStageService implements StageService {
  private final SiteCalls sites;

  private ClientStageService(SiteCalls sites) {
    this.sites = sites;
  }

  /** Opens an account. */
  static final class Factory implements StageService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final SiteCalls.Factory accounts;

    Factory(RestreamConnection connection, Drain drain) {
      accounts = new SiteCalls.Factory(connection, drain);
    }

    @Override
    public StageService open() throws IOException {
      return new ClientStageService(accounts.open());
    }
  }

  @Override
  public void read(long siteId, long from, long through, Consumer<DataRecord> records)
      throws IOException {
    sites.ask(
        siteId,
        calls -> {
          calls.forEachRecord(sites.records(from, through), records);
          return null;
        });
  }

  @Override
  public Map<String, @Nullable Number> figures(long siteId, long historyId) throws IOException {
    Aggregations answer =
        sites.ask(
            siteId,
            calls ->
                calls.run(
                    client ->
                        client.aggregations(
                            Room.site(siteId), List.of(historyId), StageFilter.ALL)));
    return answer.row(historyId).map(Aggregations.Row::values).orElse(Map.of());
  }

  @Override
  public void close() {
    sites.close();
  }
}
