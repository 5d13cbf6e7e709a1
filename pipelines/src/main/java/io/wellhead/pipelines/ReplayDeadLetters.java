// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.changetables.ReplayLetters;
import io.wellhead.transforms.changetables.TemplateLetters;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ReplayOutcome;
import io.wellhead.transforms.replay.Mending;
import io.wellhead.transforms.replay.StoredLetter;
import io.wellhead.transforms.warehouse.RowFormat;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteAppend;
import io.wellhead.transforms.warehouse.WriteDeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/**
 * Replays dead letters of {@link ChangeFilesToBigQuery}: what they stand for is written where it
 * belongs, and {@code wellhead_ops.dead_letter_replays} gets a row for each.
 */
public final class ReplayDeadLetters {
  private static final int MOST_MESSAGE_CHARS = DeadLetter.MAX_MESSAGE_CHARS;

  private ReplayDeadLetters() {}

  /**
   * Starts a replay.
   *
   * @param options those of the pipeline whose letters they are: names of tables and settings
   *     count; its files are not looked at
   * @param letters those whose {@link StoredLetter#mending} is no replay are left out
   * @param replayId tells its outcomes from those of other replays
   * @throws RejectedRunException if nothing was started, and why
   */
  public static PipelineResult launch(
      ChangeFilesToBigQueryOptions options, List<StoredLetter> letters, String replayId)
      throws RejectedRunException {
    List<String> events = new ArrayList<>();
    List<KV<String, String>> files = new ArrayList<>();
    for (StoredLetter letter : letters) {
      String file = letter.file();
      if (letter.mending().replay() == Mending.Replay.EVENT) {
        events.add(letter.id());
      } else if (letter.mending().replay() == Mending.Replay.FILE && file != null) {
        files.add(KV.of(file, letter.id()));
      }
    }
    return launch(
        options,
        ReplayLetters.of(
            ChangeFilesToBigQuery.NAME,
            events,
            files,
            ChangeFilesToBigQueryConfig.destinations(options)),
        replayId);
  }

  /**
   * Starts a replay of dead-letter files of Google's Datastream-to-BigQuery template.
   *
   * @param pattern of the files
   * @throws RejectedRunException if nothing was started, and why
   */
  public static PipelineResult launchTemplate(
      ChangeFilesToBigQueryOptions options, String pattern, String replayId)
      throws RejectedRunException {
    Preflight.checkFiles(options, pattern);
    return launch(
        options,
        TemplateLetters.of(pattern, ChangeFilesToBigQueryConfig.destinations(options)),
        replayId);
  }

  private static PipelineResult launch(
      ChangeFilesToBigQueryOptions options,
      PTransform<PBegin, WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter>> replay,
      String replayId)
      throws RejectedRunException {
    Preflight.checkOptions(options);
    FileSystems.setDefaultPipelineOptions(options);
    Preflight.prepareWarehouse(options, List.of(Tables.DEAD_LETTERS, Tables.DEAD_LETTER_REPLAYS));
    Pipeline pipeline = Pipeline.create(options);
    WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter> replayed =
        pipeline.apply("Replay", replay);
    PCollection<DeadLetter> lost =
        replayed
            .output()
            .apply(
                "Write outcomes",
                WriteAppend.to(
                    Tables.DEAD_LETTER_REPLAYS,
                    format(replayId, Clock.systemUTC()),
                    ReplayDeadLetters::subject));
    PCollectionList.of(replayed.failures())
        .and(lost)
        .apply("Write dead letters", WriteDeadLetters.of(ChangeFilesToBigQuery.NAME));
    return Start.of(pipeline);
  }

  private static RowFormat<ReplayOutcome> format(String replayId, Clock clock) {
    return (outcome, row) ->
        row.set("replay_id", replayId)
            .set("letter_id", outcome.letterId())
            .set("outcome", outcome.failure() == null ? "written" : "failed")
            .set("message", cut(outcome.failure()))
            .set("replayed_at", clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private static @Nullable String cut(@Nullable String message) {
    return message == null || message.length() <= MOST_MESSAGE_CHARS
        ? message
        : message.substring(0, MOST_MESSAGE_CHARS - 1) + "…";
  }

  private static DeadLetter.Subject subject(ReplayOutcome outcome) {
    return new DeadLetter.Subject(
        Objects.toString(outcome).getBytes(StandardCharsets.UTF_8), outcome.letterId(), null);
  }
}
