// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteReport;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;

/**
 * A second of a site that the service no longer has.
 *
 * @param siteId the site
 * @param second since 1970
 * @param revision highest id of the data changes that led to the reading
 * @param readAt when it was found missing
 */
public record RemovedSecond(long siteId, long second, long revision, Instant readAt) {

  public RemovedSecond {
    requireNonNull(readAt, "readAt");
  }

  /**
   * Deletes from {@code restream_silver.measurements}, unless a higher revision has the second, and
   * reports what was written and rejected.
   */
  public static PTransform<
          PCollection<RemovedSecond>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      write() {
    return WriteUpserts.to(
            Tables.SILVER_MEASUREMENTS,
            RemovedSecond::writeKey,
            RemovedSecond::change,
            RemovedSecond::subject)
        .reportedBy("site_id", RemovedSecond::siteId);
  }

  private void writeKey(RowWriter row) {
    row.set("site_id", siteId).setEpochSecond("event_time", second);
  }

  RowChange change() {
    return RowChange.delete(sequence(revision, readAt));
  }

  /** In the order of the rows that corrections bring: revision, then the reading. */
  static ChangeSequence sequence(long revision, Instant readAt) {
    long readAtMicros = readAt.getEpochSecond() * 1_000_000 + readAt.getNano() / 1_000;
    return ChangeSequence.of(revision, readAtMicros);
  }

  private DeadLetter.Subject subject() {
    String json =
        "{\"site_id\":%d,\"timestamp\":%d,\"revision\":%d}".formatted(siteId, second, revision);
    return new DeadLetter.Subject(
        json.getBytes(StandardCharsets.UTF_8), "site/" + siteId, Instant.ofEpochSecond(second));
  }
}
