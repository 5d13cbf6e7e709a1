// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to a table, and however its changes come into files: silver ends as the source's
 * table, bronze has every event, and the account of each file balances.
 *
 * <p>Each table of a source has a random history of its own, so one run of the pipeline is many. A
 * failure names its seed; {@code -Dwellhead.seed=SEED} plays that history alone. Every build plays
 * the same {@code -Dwellhead.tables=4} of each source, {@code -Dwellhead.random=true} others.
 */
class ChangeFileHistoriesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final int HISTORIES = Integer.getInteger("wellhead.tables", 4);

  /** Few, so that there are many histories; their kinds are dealt out evenly. */
  private static final int OPERATIONS = Integer.getInteger("wellhead.operations", 40);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Source.class)
  void silverIsTheSourcesTable(Source source) throws Exception {
    List<PlayedHistory> all =
        seeds(source).stream().map(seed -> PlayedHistory.of(source, seed, OPERATIONS)).toList();
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());
    String[] options = {
      "--changeDomain=all",
      "--changeTable={stream}",
      "--changeReadConcurrency=4",
      "--appendAtLeastOnce=true",
      "--enforceImmutability=false"
    };

    for (PlayedHistory played : all) {
      played.emission().write(folder.resolve(played.name()), 0);
      played.emission().write(folder.resolve(played.name()), 1);
    }
    path.run(options);
    for (PlayedHistory played : all) {
      played.emission().write(folder.resolve(played.name()), 2);
    }
    path.run(options);

    assertThat(
            path.query(
                "SELECT message, MIN(source) AS s, COUNT(*) AS n FROM {}wellhead_ops.dead_letters GROUP BY message"))
        .isEmpty();
    for (PlayedHistory played : all) {
      played.silverIsTheTable(path);
      played.bronzeHasEveryEvent(path);
    }
    assertThat(
            path.query(
                "SELECT uri FROM {}wellhead_ops.change_files WHERE NOT is_complete"
                    + " OR rows_read != rows_written + rows_dead_lettered + rows_filtered"))
        .isEmpty();
  }

  private static List<Long> seeds(Source source) {
    Long one = Long.getLong("wellhead.seed");
    long first =
        Boolean.getBoolean("wellhead.random") ? System.nanoTime() : source.name().hashCode();
    return one != null
        ? List.of(one)
        : new SplittableRandom(first).longs(HISTORIES, 0, 1_000_000_000).boxed().toList();
  }
}
