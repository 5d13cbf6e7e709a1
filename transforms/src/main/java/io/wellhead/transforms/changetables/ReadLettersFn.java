// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventException;
import io.wellhead.transforms.changeevents.JsonEventDecoder;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.deadletters.ReplayOutcome;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Fetches dead letters by their ids, and says of each what its replay has to write. */
final class ReadLettersFn extends DoFn<List<String>, FileEvent> {
  @Serial private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands for the version of a file where an event comes from a letter. */
  private static final String VERSION = "replay";

  /** Events that the current state lacks; the letter's id is the file. */
  static final TupleTag<FileEvent> CURRENT = new TupleTag<>() {};

  /** Events that the history lacks; the same. */
  static final TupleTag<FileEvent> VERSIONS = new TupleTag<>() {};

  /** Events that bronze lacks, by letter. */
  static final TupleTag<KV<String, FileEvent>> BRONZE = new TupleTag<>() {};

  /** Files in which rows of letters stand, with the letter. */
  static final TupleTag<KV<String, String>> ROWS = new TupleTag<>() {};

  static final TupleTag<ReplayOutcome> OUTCOMES = new TupleTag<>() {};

  private final String pipeline;
  private transient @Nullable Warehouse warehouse;

  ReadLettersFn(String pipeline) {
    this.pipeline = pipeline;
  }

  @ProcessElement
  public void read(@Element List<String> ids, PipelineOptions options, MultiOutputReceiver out)
      throws IOException {
    if (warehouse == null) {
      warehouse = Warehouse.from(options);
    }
    Set<String> missing = new HashSet<>(ids);
    Letter letter = null;
    for (QueryRow row : query(requireNonNull(warehouse, "opened"), ids)) {
      String id = requireNonNull(row.text("id"), "id");
      if (letter != null && !letter.id.equals(id)) {
        give(letter, out);
        letter = null;
      }
      if (letter == null) {
        letter = new Letter(id, row);
        missing.remove(id);
      }
      letter.add(row);
    }
    if (letter != null) {
      give(letter, out);
    }
    for (String id : missing) {
      out.get(OUTCOMES).output(ReplayOutcome.failed(id, "the letter is gone"));
    }
  }

  private Iterable<QueryRow> query(Warehouse from, List<String> ids) throws IOException {
    return from.queryNamed(
        "SELECT id, step, source, failed_at, part, payload FROM "
            + from.table(Tables.DEAD_LETTERS)
            + " WHERE pipeline = @pipeline AND id IN UNNEST(@ids)"
            + " ORDER BY id, failed_at DESC, part",
        Map.of("pipeline", pipeline, "ids", ids));
  }

  private static void give(Letter letter, MultiOutputReceiver out) {
    byte[] payload = letter.payload.toByteArray();
    String file = null;
    try {
      ChangeEvent event = new JsonEventDecoder().decodeKept(payload);
      if (letter.isOf(Layer.CURRENT_STATE)) {
        out.get(CURRENT).output(new FileEvent(letter.id, VERSION, 0, event));
      } else if (letter.isOf(Layer.VERSIONS)) {
        out.get(VERSIONS).output(new FileEvent(letter.id, VERSION, 0, event));
      } else {
        out.get(BRONZE).output(KV.of(letter.id, letter.event(event)));
      }
      return;
    } catch (EventException e) {
      boolean isRow = !letter.isOf(Layer.CURRENT_STATE) && !letter.isOf(Layer.VERSIONS);
      file = isRow ? fileOfRow(payload) : null;
      if (file == null) {
        out.get(OUTCOMES).output(ReplayOutcome.failed(letter.id, e.getMessage()));
        return;
      }
    }
    out.get(ROWS).output(KV.of(file, letter.id));
  }

  /** BigQuery's refusals of bronze rows keep the row, which names its file. */
  private static @Nullable String fileOfRow(byte[] payload) {
    try {
      JsonNode file = JSON.readTree(payload).path("_datastream_metadata").path("file");
      return file.isTextual() ? file.textValue() : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** A letter while its parts come. */
  private static final class Letter {
    final String id;
    final String step;
    final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private final String source;
    private final @Nullable Instant failedAt;
    private long nextPart;

    Letter(String id, QueryRow row) {
      this.id = id;
      step = String.valueOf(row.text("step"));
      source = row.text("source") == null ? "" : String.valueOf(row.text("source"));
      failedAt = row.instant("failed_at");
    }

    /** Older failures of the same bytes, and repeated rows, add nothing. */
    void add(QueryRow row) {
      Long part = row.integer("part");
      byte[] bytes = row.bytes("payload");
      if (part != null
          && part == nextPart
          && bytes != null
          && requireNonNull(failedAt, "failed_at").equals(row.instant("failed_at"))) {
        payload.writeBytes(bytes);
        nextPart++;
      }
    }

    boolean isOf(Layer layer) {
      return step.equals(layer.step());
    }

    FileEvent event(ChangeEvent event) {
      int at = source.lastIndexOf('@');
      return at < 0
          ? new FileEvent(source, VERSION, 0, event)
          : new FileEvent(
              source.substring(0, at), VERSION, Long.parseLong(source.substring(at + 1)), event);
    }
  }
}
