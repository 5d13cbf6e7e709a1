// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import java.io.Serial;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/**
 * The one dead-letter write of a pipeline: takes the failures of every step and appends them to
 * {@code wellhead_ops.dead_letters}. A payload of more than {@value #MAX_PART_BYTES} bytes becomes
 * several rows, because BigQuery limits a row.
 *
 * <p>If even a dead letter is refused, the pipeline fails rather than lose it.
 */
public final class WriteDeadLetters extends PTransform<PCollectionList<DeadLetter>, PDone> {
  @Serial private static final long serialVersionUID = 1L;
  static final int MAX_PART_BYTES = 4 << 20;

  private final String pipeline;

  private WriteDeadLetters(String pipeline) {
    this.pipeline = pipeline;
  }

  /** Writes with that pipeline name on every row. */
  public static WriteDeadLetters of(String pipeline) {
    return new WriteDeadLetters(requireNonNull(pipeline, "pipeline"));
  }

  @Override
  public PDone expand(PCollectionList<DeadLetter> failures) {
    PCollectionList<DeadLetter> inOneWindow = PCollectionList.empty(failures.getPipeline());
    int number = 0;
    for (PCollection<DeadLetter> step : failures.getAll()) {
      inOneWindow = inOneWindow.and(RowWrite.inOneWindow("In one window " + ++number, step));
    }
    inOneWindow
        .apply("All dead letters", Flatten.pCollections())
        .apply("Split payloads", ParDo.of(new SplitFn()))
        .setCoder(KvCoder.of(DeadLetterCoder.of(), VarIntCoder.of()))
        .apply(
            "Append",
            WriteAppend.to(
                Tables.DEAD_LETTERS,
                format(pipeline),
                part -> new DeadLetter.Subject(part.getKey().payload(), null, null)))
        .apply("Refuse to lose", ParDo.of(new FailFn()));
    return PDone.in(failures.getPipeline());
  }

  private static int parts(DeadLetter letter) {
    return Math.max(1, (letter.payload().length + MAX_PART_BYTES - 1) / MAX_PART_BYTES);
  }

  private static RowFormat<KV<DeadLetter, Integer>> format(String pipeline) {
    return (part, row) -> {
      DeadLetter letter = part.getKey();
      int from = part.getValue() * MAX_PART_BYTES;
      row.set("id", letter.id())
          .set("pipeline", pipeline)
          .set("step", letter.step())
          .set("error_kind", letter.errorKind().text())
          .set("message", letter.message())
          .set("source", letter.source())
          .set("event_time", letter.eventTime())
          .set("failed_at", letter.failedAt())
          .set("part", part.getValue())
          .set("parts", parts(letter))
          .setBytes(
              "payload",
              letter.payload(),
              from,
              Math.min(MAX_PART_BYTES, letter.payload().length - from));
    };
  }

  private static final class SplitFn extends DoFn<DeadLetter, KV<DeadLetter, Integer>> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void split(@Element DeadLetter letter, OutputReceiver<KV<DeadLetter, Integer>> out) {
      for (int part = 0; part < parts(letter); part++) {
        out.output(KV.of(letter, part));
      }
    }
  }

  private static final class FailFn extends DoFn<DeadLetter, Void> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void fail(@Element DeadLetter refused) {
      throw new IllegalStateException("a dead letter cannot be written: " + refused);
    }
  }
}
