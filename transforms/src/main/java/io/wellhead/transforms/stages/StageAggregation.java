// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code restream_silver.stage_aggregations}, or its end.
 *
 * @param parameter name of the definition
 * @param through last second that was read
 * @param isFinal whether the whole stage was read, after its grace period
 * @param readAt when it was read; later ones stand above
 * @param revision the highest data change that touched the stage; 0 without one
 * @param figure what was computed; null if the row goes
 */
public record StageAggregation(
    StageEntry stage,
    String parameter,
    long through,
    boolean isFinal,
    Instant readAt,
    long revision,
    @Nullable Figure figure) {

  /**
   * A computed value.
   *
   * @param value null if no record counted
   * @param samples how many did
   * @param vendorValue null if the vendor gives none
   * @param problem why the definition gives no value; null if it could be understood
   */
  record Figure(
      @Nullable Double value,
      @Nullable String unit,
      long samples,
      @Nullable Double vendorValue,
      @Nullable String problem) {}

  public StageAggregation {
    requireNonNull(stage, "stage");
    requireNonNull(parameter, "parameter");
    requireNonNull(readAt, "readAt");
  }

  /** Upserts to and deletes from {@code restream_silver.stage_aggregations}. */
  public static WriteUpserts<StageAggregation> write() {
    return WriteUpserts.to(
        Tables.SILVER_STAGE_AGGREGATIONS,
        StageAggregation::write,
        StageAggregation::change,
        StageAggregation::subject);
  }

  RowChange change() {
    ChangeSequence sequence =
        ChangeSequence.of(readAt.getEpochSecond() * 1_000_000 + readAt.getNano() / 1_000);
    return figure == null ? RowChange.delete(sequence) : RowChange.upsert(sequence);
  }

  private static void write(StageAggregation change, RowWriter row) {
    StageEntry stage = change.stage;
    row.set("stage_id", stage.stageId()).set("parameter", change.parameter);
    Figure figure = change.figure;
    if (figure == null) {
      return;
    }
    row.set("site_id", stage.siteId())
        .set("stage_number", stage.number())
        .set("state", stage.state())
        .setEpochSecond("start", stage.start())
        .setEpochSecond("through", change.through)
        .set("value", figure.value())
        .set("unit", figure.unit())
        .set("samples", figure.samples())
        .set("is_final", change.isFinal)
        .set("vendor_value", figure.vendorValue())
        .set("problem", figure.problem())
        .set("computed_at", change.readAt)
        .set("revision", change.revision);
    if (stage.end() != null) {
      row.setEpochSecond("end", stage.end());
    }
    if (figure.value() != null && figure.vendorValue() != null) {
      row.set("difference", figure.value() - figure.vendorValue());
    }
  }

  private static DeadLetter.Subject subject(StageAggregation change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("stage_id", change.stage.stageId());
    json.put("site", change.stage.siteId());
    json.put("parameter", change.parameter);
    json.put("value", change.figure == null ? null : change.figure.value());
    return new DeadLetter.Subject(
        WireJson.encode(json),
        "site/" + change.stage.siteId(),
        Instant.ofEpochSecond(change.stage.start()));
  }
}
