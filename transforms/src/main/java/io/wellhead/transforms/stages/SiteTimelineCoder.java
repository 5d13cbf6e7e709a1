// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link SiteTimeline}, which is kept in state; deterministic.
 *
 * <p>Version 1: the stages behind their count; ids that are gone, each with its instant; stages to
 * remove; corrected ranges (site, first, last, revision); a byte for whether there are definitions,
 * these and their instant; former names; first and last delivered second; number of tasks; instant
 * of the next look behind a byte for presence.
 *
 * <p>Version 2: that, and what earlier jobs left. Version 1 is read as if that was not asked for.
 */
final class SiteTimelineCoder extends AtomicCoder<SiteTimeline> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int MAX_STAGES = 10_000_000;
  private static final SiteTimelineCoder INSTANCE = new SiteTimelineCoder();

  private SiteTimelineCoder() {}

  static SiteTimelineCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SiteTimeline timeline, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(timeline.stages.size(), out);
    for (StageStatus status : timeline.stages.values()) {
      status.encode(out);
    }
    VarInt.encode(timeline.gone.size(), out);
    for (Map.Entry<String, Instant> gone : timeline.gone.entrySet()) {
      BinaryForm.writeText(gone.getKey(), out);
      BinaryForm.writeInstant(gone.getValue(), out);
    }
    VarInt.encode(timeline.toRemove.size(), out);
    for (StageEntry stage : timeline.toRemove.values()) {
      stage.encode(out);
    }
    VarInt.encode(timeline.corrections.ranges.size(), out);
    for (StageSignal.Corrected corrected : timeline.corrections.ranges) {
      VarInt.encode(corrected.siteId(), out);
      VarInt.encode(corrected.first(), out);
      VarInt.encode(corrected.last(), out);
      VarInt.encode(corrected.revision(), out);
    }
    BinaryForm.writePresence(timeline.definitions, out);
    if (timeline.definitions != null) {
      DefinitionForm.write(timeline.definitions, out);
      BinaryForm.writeInstant(timeline.definedAt, out);
    }
    StageTaskCoder.writeNames(timeline.formerNames, out);
    VarInt.encode(timeline.firstDelivered, out);
    VarInt.encode(timeline.lastDelivered, out);
    VarInt.encode(timeline.tasks, out);
    BinaryForm.writeOptionalInstant(timeline.wakeAt, out);
    timeline.left.encode(out);
  }

  @Override
  public SiteTimeline decode(InputStream in) throws IOException {
    int version = BinaryForm.readVersionUpTo(VERSION, "encoded timeline of a site", in);
    SiteTimeline timeline = new SiteTimeline();
    int count = BinaryForm.readCount(MAX_STAGES, in);
    for (int i = 0; i < count; i++) {
      StageStatus status = StageStatus.decode(in);
      timeline.stages.put(status.stage.stageId(), status);
    }
    count = BinaryForm.readCount(MAX_STAGES, in);
    for (int i = 0; i < count; i++) {
      timeline.gone.put(BinaryForm.readText(in), BinaryForm.readInstant(in));
    }
    count = BinaryForm.readCount(MAX_STAGES, in);
    for (int i = 0; i < count; i++) {
      StageEntry stage = StageEntry.decode(in);
      timeline.toRemove.put(stage.stageId(), stage);
    }
    count = BinaryForm.readCount(MAX_STAGES, in);
    for (int i = 0; i < count; i++) {
      timeline.corrections.ranges.add(
          new StageSignal.Corrected(
              VarInt.decodeLong(in),
              VarInt.decodeLong(in),
              VarInt.decodeLong(in),
              VarInt.decodeLong(in)));
    }
    if (BinaryForm.readPresence(in)) {
      timeline.definitions = DefinitionForm.read(in);
      timeline.definedAt = BinaryForm.readInstant(in);
    }
    timeline.formerNames.addAll(StageTaskCoder.readNames(in));
    timeline.firstDelivered = VarInt.decodeLong(in);
    timeline.lastDelivered = VarInt.decodeLong(in);
    timeline.tasks = VarInt.decodeLong(in);
    timeline.wakeAt = BinaryForm.readOptionalInstant(in);
    if (version > 1) {
      timeline.left.decode(in);
    }
    return timeline;
  }

  @Override
  public void verifyDeterministic() {}
}
