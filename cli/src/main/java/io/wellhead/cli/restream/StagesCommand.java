// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the history of a pad or site. */
@Command(
    name = "stages",
    description =
        "List the stages of a pad or site: what was done when, with its aggregations if asked for.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream stages pad:412 --stage-name frac",
      "  wellhead restream stages site:9102 --from 2030-06-01T00:00:00Z --aggregations",
      "  wellhead restream stages site:9102 --show avg_slurry_rate,max_surface_pressure --output csv"
    })
final class StagesCommand extends ListCommand<Stage> {
  /** What one looks for first, if the pad defines it. */
  private static final List<String> USUAL =
      List.of(
          "avg_surface_pressure",
          "max_surface_pressure",
          "avg_slurry_rate",
          "avg_prop_conc",
          "max_prop_conc",
          "total_slurry_flow");

  @Mixin private RoomParameter room;
  @Mixin private TimeOptions time;
  @Mixin private StageOptions choice;

  @Option(
      names = "--aggregations",
      description = "With the usual aggregations; all of them in csv and json.")
  private boolean aggregations;

  @Option(
      names = "--show",
      paramLabel = "NAME",
      split = ",",
      description = "With these aggregations; see 'wellhead restream parameters list'.")
  private @Nullable List<String> shown;

  StagesCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    time.check(this);
    choice.check(this);
  }

  @Override
  List<Stage> list(RestreamClient client) {
    StageFilter filter =
        new StageFilter(
            time.from(),
            time.to(),
            choice.number(),
            choice.name(),
            aggregations || shown != null,
            Map.of());
    return client.stages(room.get(), filter).execute();
  }

  @Override
  Listing<Stage> listing(List<Stage> stages) {
    Listing<Stage> listing =
        Listing.of(Stage.class)
            .column("SITE", Stage::site)
            .column("STAGE", Stage::stageNumber)
            .column("STATE", Stage::state)
            .column("START", Stage::start)
            .column("END", stage -> stage.isRunning() ? "running" : stage.end())
            .column("DURATION", StagesCommand::duration)
            .column("ID", Stage::id);
    for (String name : aggregationNames(stages)) {
      listing = listing.column(name, stage -> value(stage, name));
    }
    return listing;
  }

  private Collection<String> aggregationNames(List<Stage> stages) {
    if (shown != null) {
      return shown;
    }
    Set<String> present = new LinkedHashSet<>();
    for (Stage stage : stages) {
      Map<String, @Nullable Number> values = stage.aggregations();
      if (values != null) {
        present.addAll(values.keySet());
      }
    }
    if (output() == OutputFormat.TABLE) {
      present.retainAll(USUAL);
    }
    return present;
  }

  private static @Nullable Number value(Stage stage, String name) {
    Map<String, @Nullable Number> values = stage.aggregations();
    return values == null ? null : values.get(name);
  }

  private static @Nullable String duration(Stage stage) {
    Instant end = stage.end();
    if (end == null) {
      return null;
    }
    Duration length = Duration.between(stage.start(), end);
    return "%d:%02d:%02d"
        .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }
}
