// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.Stage;
import io.wellhead.transforms.restream.BinaryForm;
import io.wellhead.transforms.restream.StageIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * A stage as the history tells it.
 *
 * @param stageId key of {@code restream_silver.stages}
 * @param start first second, since 1970
 * @param end last second; null while the stage runs
 */
record StageEntry(
    long siteId, String stageId, String state, int number, long start, @Nullable Long end) {
  private static final String FRAC = "frac";
  private static final String WIRELINE = "wl";

  StageEntry {
    requireNonNull(stageId, "stageId");
    requireNonNull(state, "state");
  }

  static StageEntry of(Stage stage) {
    return new StageEntry(
        stage.site(),
        StageIds.of(stage),
        stage.state(),
        stage.stageNumber(),
        stage.start().getEpochSecond(),
        stage.end() == null ? null : stage.end().getEpochSecond());
  }

  /** The part of the state before the underscore (ReStream API, section 9.21). */
  private String stateName() {
    int underscore = state.indexOf('_');
    return (underscore < 0 ? state : state.substring(0, underscore)).toLowerCase(Locale.ROOT);
  }

  boolean isFrac() {
    return stateName().equals(FRAC);
  }

  /** Whether the stage has figures: only work on the well has. */
  boolean isWork() {
    return isFrac() || stateName().equals(WIRELINE);
  }

  /** The id that the stage has while the service has given none. */
  String derivedId() {
    return siteId + "-" + start;
  }

  /** The service's history id; null if it has given none. */
  @Nullable Long historyId() {
    return stageId.startsWith(siteId + "-") ? null : Long.valueOf(stageId);
  }

  /** Whether a second from the first one to the last one belongs to the stage. */
  boolean overlaps(long first, long last) {
    return start <= last && (end == null || end >= first);
  }

  /** Site, id, state, number, start, and the end behind a byte for presence. */
  void encode(OutputStream out) throws IOException {
    VarInt.encode(siteId, out);
    BinaryForm.writeText(stageId, out);
    BinaryForm.writeText(state, out);
    VarInt.encode(number, out);
    VarInt.encode(start, out);
    BinaryForm.writeOptionalNumber(end, out);
  }

  static StageEntry decode(InputStream in) throws IOException {
    return new StageEntry(
        VarInt.decodeLong(in),
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        VarInt.decodeInt(in),
        VarInt.decodeLong(in),
        BinaryForm.readOptionalNumber(in));
  }
}
