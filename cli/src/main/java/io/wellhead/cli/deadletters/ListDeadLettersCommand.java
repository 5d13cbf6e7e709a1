// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.deadletters;

import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.WarehouseConnection;
import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.transforms.replay.DeadLetterBox;
import io.wellhead.transforms.replay.LetterGroup;
import io.wellhead.transforms.replay.StoredLetter;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what pipelines could not process. */
@Command(
    name = "list",
    description = {
      "Count dead letters by pipeline, step, reason and table, with what mends them; or show single ones, the newest"
          + " first.",
      "",
      "A letter is open until a replay has made it good. The same bytes that fail in the same way are one letter."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead deadletters list --project my-project --from -1d",
      "  wellhead deadletters list --project my-project --table public_orders --samples 5"
    })
final class ListDeadLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WarehouseConnection connection;
  @Mixin private LetterOptions letters;

  @Option(
      names = "--samples",
      paramLabel = "NUMBER",
      description = "Show that many letters instead of counts.")
  private @Nullable Integer samples;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private OutputFormat output;

  @Override
  public Integer call() throws IOException {
    if (samples != null && samples < 1) {
      throw new ParameterException(spec.commandLine(), "--samples must be 1 or more");
    }
    DeadLetterBox box = new DeadLetterBox(connection.open(spec.commandLine()));
    boolean none;
    if (samples == null) {
      List<LetterGroup> groups = box.groups(letters.filter());
      print(groups, GROUP, output);
      none = groups.isEmpty();
    } else {
      List<StoredLetter> found = box.letters(letters.filter(), samples);
      print(found, LETTER, output);
      none = found.isEmpty();
    }
    if (none && output == OutputFormat.TABLE) {
      Wellhead.err(spec).println("(no dead letters)");
    }
    return ExitCode.OK.code();
  }

  static final Map<String, Function<LetterGroup, @Nullable Object>> GROUP = groupColumns();
  private static final Map<String, Function<StoredLetter, @Nullable Object>> LETTER =
      letterColumns();

  private static Map<String, Function<LetterGroup, @Nullable Object>> groupColumns() {
    Map<String, Function<LetterGroup, @Nullable Object>> columns = new LinkedHashMap<>();
    columns.put("pipeline", LetterGroup::pipeline);
    columns.put("step", LetterGroup::step);
    columns.put("reason", LetterGroup::reason);
    columns.put("table", LetterGroup::table);
    columns.put("letters", LetterGroup::letters);
    columns.put("open", LetterGroup::open);
    columns.put("oldest", group -> text(group.oldest()));
    columns.put("newest", group -> text(group.newest()));
    columns.put("message", LetterGroup::message);
    columns.put("what mends them", group -> group.mending().advice());
    return columns;
  }

  private static Map<String, Function<StoredLetter, @Nullable Object>> letterColumns() {
    Map<String, Function<StoredLetter, @Nullable Object>> columns = new LinkedHashMap<>();
    columns.put("id", StoredLetter::id);
    columns.put("step", StoredLetter::step);
    columns.put("reason", StoredLetter::reason);
    columns.put("failed at", letter -> text(letter.failedAt()));
    columns.put("attempts", StoredLetter::attempts);
    columns.put("open", letter -> !letter.isReplayed());
    columns.put("source", StoredLetter::source);
    columns.put("message", StoredLetter::message);
    return columns;
  }

  private static String text(Instant instant) {
    return instant.toString();
  }

  private <T> void print(
      List<T> items, Map<String, Function<T, @Nullable Object>> columns, OutputFormat format) {
    Listing<Map<String, @Nullable Object>> listing = Listing.empty();
    for (String title : columns.keySet()) {
      listing = listing.column(title, row -> row.get(key(title)));
    }
    List<Map<String, @Nullable Object>> rows =
        items.stream()
            .map(
                item -> {
                  Map<String, @Nullable Object> row = new LinkedHashMap<>();
                  columns.forEach((title, value) -> row.put(key(title), value.apply(item)));
                  return row;
                })
            .toList();
    listing.print(rows, format, Wellhead.out(spec));
  }

  /** Members of JSON have names without blanks. */
  private static String key(String title) {
    return title.replace(' ', '_');
  }
}
