// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.changefiles.ChangeFileIO;
import io.wellhead.transforms.changefiles.FileSample;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.changetables.TablePlan;
import io.wellhead.transforms.changetables.WriteChanges;
import io.wellhead.transforms.discovery.FileList;
import io.wellhead.transforms.discovery.FoundFile;
import io.wellhead.transforms.replay.Mending;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteDeadLetters;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The path of database changes: from the change files of Datastream to the tables of {@code
 * <domain>_bronze} and {@code <domain>_silver}.
 *
 * <pre>
 * Read change files (event, failure, account of a file)
 *   Write changes     -> Write bronze (every event)
 *                     -> Write silver (current state by key)
 *                     -> Write change files (what became of each file)
 * every step's failures -> Write dead letters
 * </pre>
 */
public final class ChangeFilesToBigQuery {
  /** The pipeline's name in dead letters. */
  public static final String NAME = Mending.CHANGE_FILES;

  /** Files of which a plan takes its samples. */
  private static final int MOST_LISTED = 200_000;

  private ChangeFilesToBigQuery() {}

  /** The tables that the pipeline writes whatever the files hold. */
  public static List<TableDefinition> tables() {
    return List.of(Tables.CHANGE_FILES, Tables.DEAD_LETTERS);
  }

  /**
   * Checks the options, asks the warehouse whether the run can work, makes the tables that do not
   * depend on the files, and starts the pipeline.
   *
   * @return the running pipeline
   * @throws RejectedRunException if nothing was started, and why
   */
  public static PipelineResult launch(ChangeFilesToBigQueryOptions options)
      throws RejectedRunException {
    return launch(options, Drain.create());
  }

  /**
   * As {@link #launch(ChangeFilesToBigQueryOptions)}, with a way to end a run that goes on.
   *
   * @param drain when it is requested and the pipeline runs in this process, no more files are
   *     looked for, everything that was read is written, and the pipeline ends by itself
   */
  public static PipelineResult launch(ChangeFilesToBigQueryOptions options, Drain drain)
      throws RejectedRunException {
    ChangeFilesToBigQueryConfig config =
        ChangeFilesToBigQueryConfig.from(options, Clock.systemUTC());
    Preflight.checkOptions(options);
    Preflight.checkFiles(options, config.files());
    Preflight.prepareWarehouse(options, tables());
    return Start.of(assemble(options, config, drain));
  }

  /** The pipeline as {@link #launch} runs it; asks nobody anything. */
  static Pipeline assemble(
      ChangeFilesToBigQueryOptions options, ChangeFilesToBigQueryConfig config, Drain drain) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Read change files", read(config, drain))
        .apply("Write changes", WriteChanges.to(config.destinations()))
        .apply("Write dead letters", WriteDeadLetters.of(NAME));
    return pipeline;
  }

  private static ChangeFileIO.Read read(ChangeFilesToBigQueryConfig config, Drain drain) {
    ChangeFileIO.Read read = ChangeFileIO.read(config.find(drain));
    return config.destinations().settings().hidesAnything() ? read.withoutUnread() : read;
  }

  /**
   * What the pipeline would make of the files.
   *
   * @param tables in the order of their names
   * @param files that were looked at, by how many of their events were read
   * @param problems of these files, with their places, and of the settings
   */
  public record Plan(
      List<TablePlan> tables, SortedMap<String, Integer> files, List<String> problems) {
    public Plan {
      tables = List.copyOf(tables);
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads some files of each table and tells what would be made of them. Writes nothing; asks
   * nobody but the file system.
   *
   * @param ofEach files of each table
   * @param events of each file
   * @throws RejectedRunException if an option is not accepted
   * @throws IOException if files cannot be listed or read
   */
  public static Plan plan(ChangeFilesToBigQueryOptions options, int ofEach, int events)
      throws RejectedRunException, IOException {
    ChangeFilesToBigQueryConfig config =
        ChangeFilesToBigQueryConfig.from(options, Clock.systemUTC());
    Preflight.checkFiles(options, config.files());
    List<FileSample> samples = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    SortedMap<String, Integer> files = new TreeMap<>();
    ChangeSettings settings = config.destinations().settings();
    List<TableSettings> unused = new ArrayList<>(settings.tables());
    for (FoundFile file : FileList.sample(config.files(), ofEach, MOST_LISTED, options)) {
      FileSample sample = FileSample.of(file, events);
      samples.add(sample);
      files.put(file.uri(), sample.events().size());
      sample.events().forEach(event -> unused.remove(settings.table(event)));
      sample.problems().forEach(problem -> problems.add(file.uri() + ": " + problem));
      if (sample.format().equals("other")) {
        problems.add(file.uri() + ": no change file, it would be left out");
      }
    }
    for (TableSettings entry : unused) {
      problems.add(
          "%s: no event that was looked at is of tables[%d]"
              .formatted(options.getChangeSettings(), settings.tables().indexOf(entry)));
    }
    return new Plan(TablePlan.of(samples, config.destinations()), files, problems);
  }

  /** The bronze table of that name. */
  public static TableDefinition bronze(TableName name) {
    return Tables.BRONZE_EVENTS.at(name);
  }

  /** Runs with the options of the command line and waits for the end, which may never come. */
  public static void main(String[] args) throws RejectedRunException {
    PipelineOptionsFactory.register(ChangeFilesToBigQueryOptions.class);
    launch(
            PipelineOptionsFactory.fromArgs(args)
                .withValidation()
                .as(ChangeFilesToBigQueryOptions.class))
        .waitUntilFinish();
  }
}
