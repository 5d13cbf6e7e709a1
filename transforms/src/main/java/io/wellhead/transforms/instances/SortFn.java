// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.model.Instance;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.StageIds;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Gives each update to the table that it concerns; one that is not readable becomes a dead letter.
 */
final class SortFn extends DoFn<InstanceUpdate, InstanceRow> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<InstanceUpdate> RECEIVED = new TupleTag<>() {};
  static final TupleTag<InstanceRow> PADS = new TupleTag<>() {};
  static final TupleTag<InstanceRow> SITES = new TupleTag<>() {};
  static final TupleTag<InstanceRow> FIELDS = new TupleTag<>() {};
  static final TupleTag<InstanceRow> STAGES = new TupleTag<>() {};
  static final TupleTag<InstanceUpdate> DEFINITIONS = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private static final JsonMapper JSON = new JsonMapper();

  private final Clock clock;

  SortFn(Clock clock) {
    this.clock = clock;
  }

  @ProcessElement
  public void sort(@Element InstanceUpdate update, MultiOutputReceiver out) {
    try {
      switch (update.kind()) {
        case PAD -> put(update, Pad.class, PADS, out);
        case SITE -> put(update, Site.class, SITES, out);
        case FIELD -> out.get(FIELDS).output(new InstanceRow(update, null));
        case STAGE -> putStage(update, out.get(STAGES));
        case STAGE_REMOVED -> {
          out.get(STAGES).output(new InstanceRow(update, removedStage(update.payload())));
          return;
        }
        case PARAMETERS -> {
          WireJson.decodeList(update.payload(), Map.class);
          out.get(DEFINITIONS).output(update);
        }
        case UNREADABLE -> {
          fail(update, "the message is neither a pad nor a site", out);
          return;
        }
      }
      out.get(RECEIVED).output(update);
    } catch (WireFormatException e) {
      fail(update, String.valueOf(e.getMessage()), out);
    }
  }

  private void fail(InstanceUpdate update, String message, MultiOutputReceiver out) {
    out.get(FAILURES)
        .output(
            DeadLetter.of(
                SortInstances.STEP,
                ErrorKind.MALFORMED,
                message,
                InstanceRow.subject(update),
                clock.instant()));
  }

  /** A message that came before the object was known changes no row; the source reads it then. */
  private static void put(
      InstanceUpdate update,
      Class<? extends Instance> type,
      TupleTag<InstanceRow> table,
      MultiOutputReceiver out) {
    WireJson.decode(update.whole(), type);
    if (update.isWhole()) {
      out.get(table).output(new InstanceRow(update, null));
    }
  }

  /**
   * A stage that has its id replaces the row under its derived one. The source tells of it too, but
   * it does not remember what a former job wrote.
   */
  private static void putStage(InstanceUpdate update, OutputReceiver<InstanceRow> out) {
    Stage stage = WireJson.decode(update.payload(), Stage.class);
    out.output(new InstanceRow(update, null));
    if (stage.id() != null) {
      out.output(new InstanceRow(update, StageIds.derived(stage)));
    }
  }

  private static String removedStage(byte[] payload) {
    try {
      JsonNode id = JSON.readTree(payload).path("stage_id");
      return id.asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a removal without the stage's id", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }
}
