// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.deadletters;

import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.run.ChangeFilesArguments;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.pipelines.ReplayDeadLetters;
import io.wellhead.transforms.replay.DeadLetterBox;
import io.wellhead.transforms.replay.Mending;
import io.wellhead.transforms.replay.StoredLetter;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Makes dead letters of change files good. */
@Command(
    name = "replay",
    customSynopsis = "wellhead deadletters replay --project=PROJECT [OPTIONS]",
    description = {
      "Write what open dead letters of change files stand for: events to the table that lacked them; damaged files are"
          + " read again. Mend the cause first. A replay may be stopped and repeated, and runs beside the pipeline.",
      "",
      "Takes the options of wellhead run changefiles; those that name tables must be the pipeline's:"
          + " --changeDomain, --changeTable, --changeDeletes, --changeSettings, --datasetPrefix.",
      "Letters of other pipelines are not replayed; it is said what mends them. What became of each letter stands in"
          + " wellhead_ops.dead_letter_replays. Exit code 8 if one could not be made good."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead deadletters replay --project=my-project --changeSettings=tables.yaml --dry-run",
      "  wellhead deadletters replay --project=my-project --table public_orders --reason rejected"
    })
final class ReplayDeadLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LetterOptions letters;

  @Option(names = "--dry-run", description = "Say what would be replayed, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--attempts",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description =
          "Leave letters out of which so many replays have failed since they came, ${DEFAULT-VALUE} if not given.")
  private int attempts;

  @Option(
      names = "--most",
      paramLabel = "NUMBER",
      defaultValue = "100000",
      description = "Replay at most so many letters, ${DEFAULT-VALUE} if not given.")
  private int most;

  @Option(
      names = "--template-letters",
      paramLabel = "PATTERN",
      description =
          "Instead of Wellhead's own, dead-letter files of Google's Datastream-to-BigQuery template, such as"
              + " gs://my-bucket/dlq/retry/**. Read again, they change nothing.")
  private @Nullable String templateLetters;

  @Unmatched private final List<String> pipelineOptions = new ArrayList<>();

  @Override
  public Integer call() throws IOException, RejectedRunException {
    if (attempts < 1 || most < 1) {
      throw new ParameterException(spec.commandLine(), "--attempts and --most must be 1 or more");
    }
    ChangeFilesToBigQueryOptions options =
        ChangeFilesArguments.parse(pipelineOptions, spec.commandLine());
    Warehouse warehouse = ChangeFilesArguments.open(options, spec.commandLine());
    DeadLetterBox box = new DeadLetterBox(warehouse);
    String replayId = UUID.randomUUID().toString();
    if (templateLetters != null) {
      if (dryRun) {
        throw new ParameterException(
            spec.commandLine(), "--dry-run looks at Wellhead's own letters only");
      }
      ReplayDeadLetters.launchTemplate(options, templateLetters, replayId).waitUntilFinish();
      return report(box.outcomes(replayId));
    }
    List<StoredLetter> chosen = chosen(box.letters(letters.filter(), Long.MAX_VALUE));
    if (dryRun || chosen.isEmpty()) {
      return ExitCode.OK.code();
    }
    ReplayDeadLetters.launch(options, chosen, replayId).waitUntilFinish();
    return report(box.outcomes(replayId));
  }

  /** The letters to replay; of all others it is said why not. */
  private List<StoredLetter> chosen(List<StoredLetter> all) {
    PrintWriter out = Wellhead.out(spec);
    List<StoredLetter> chosen = new ArrayList<>();
    Map<String, Long> others = new TreeMap<>();
    long beyond = 0;
    for (StoredLetter letter : all) {
      if (letter.isReplayed()) {
        others.merge("made good by an earlier replay", 1L, Long::sum);
      } else if (letter.mending().replay() == Mending.Replay.NONE) {
        others.merge(
            "of '%s' are not replayed. What mends them: %s"
                .formatted(letter.step(), letter.mending().advice()),
            1L,
            Long::sum);
      } else if (letter.attempts() >= attempts) {
        others.merge(
            "failed in %d replays or more: --attempts allows more".formatted(attempts),
            1L,
            Long::sum);
      } else if (chosen.size() >= most) {
        beyond++;
      } else {
        chosen.add(letter);
      }
    }
    Map<String, Long> steps = new TreeMap<>();
    chosen.forEach(letter -> steps.merge(described(letter), 1L, Long::sum));
    out.printf("%,d dead letters %s%n", chosen.size(), dryRun ? "would be replayed" : "to replay");
    steps.forEach((step, count) -> out.printf("  %,8d  %s%n", count, step));
    others.forEach((why, count) -> out.printf("  %,8d  left: %s%n", count, why));
    if (beyond > 0) {
      out.printf("  %,8d  left: more than --most=%d%n", beyond, most);
    }
    out.flush();
    return chosen;
  }

  private static String described(StoredLetter letter) {
    String table = letter.table();
    return "%s, %s%s".formatted(letter.step(), letter.reason(), table == null ? "" : ", " + table);
  }

  private int report(Map<String, Long> outcomes) {
    PrintWriter out = Wellhead.out(spec);
    long good = outcomes.getOrDefault("", 0L);
    long failed = outcomes.values().stream().mapToLong(Long::longValue).sum() - good;
    out.printf("%,d made good, %,d failed%n", good, failed);
    outcomes.forEach(
        (message, count) -> {
          if (!message.isEmpty()) {
            out.printf("  %,8d  %s%n", count, message);
          }
        });
    out.flush();
    return (failed == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED).code();
  }
}
