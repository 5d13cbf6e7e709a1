// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.restream.RestreamException;
import io.wellhead.transforms.restream.RestreamClientFactory;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/** The service as the ReStream client gives it, and the warehouse that the options name. */
final class ClientConfirmService implements ConfirmService {
  private final RestreamClientFactory.Lease lease;
  private final Warehouse warehouse;

  private ClientConfirmService(RestreamClientFactory.Lease lease, Warehouse warehouse) {
    this.lease = lease;
    this.warehouse = warehouse;
  }

  /** Opens an account. */
  static final class Factory implements ConfirmService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;

    Factory(RestreamConnection connection) {
      clients = new RestreamClientFactory(connection);
    }

    @Override
    public ConfirmService open(PipelineOptions options) throws IOException {
      return new ClientConfirmService(clients.open(), Warehouse.from(options));
    }
  }

  @Override
  public long held(Confirmation changes) throws IOException {
    Confirmation.Seconds seconds = changes.seconds();
    Instant firstReadAt = seconds.firstReadAt();
    if (firstReadAt == null) {
      return 0;
    }
    // Distinct, since an append that is made at least once may be there twice.
    String sql =
        "SELECT COUNT(DISTINCT record_id) AS held FROM "
            + warehouse.table(Tables.BRONZE_MEASUREMENTS)
            + " WHERE site_id = ? AND change_id = ? AND event_time >= ? AND event_time <= ?"
            + " AND received_at >= ?";
    for (QueryRow row :
        warehouse.query(
            sql,
            changes.siteId(),
            changes.revision(),
            Instant.ofEpochSecond(seconds.from()),
            Instant.ofEpochSecond(seconds.through()),
            firstReadAt.truncatedTo(ChronoUnit.MICROS))) {
      Long held = row.integer("held");
      return held == null ? 0 : held;
    }
    throw new IOException("a count without a row");
  }

  @Override
  public Set<Long> confirm(long siteId, Collection<Long> changeIds) throws IOException {
    try {
      return lease.client().changes().confirm(siteId, Set.copyOf(changeIds)).execute();
    } catch (RestreamException e) {
      throw new IOException("cannot confirm changes of site/" + siteId + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
