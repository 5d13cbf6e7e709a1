// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void oneHour_isEqualInEveryTableAndLeavesFileAndReport() throws Exception {
    CommandRun run = CommandRun.of("demo", "--hours", "1", "--folder", folder.toString());

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "restream_bronze.measurements +records as first served +10,800 +10,800 +equal")
        .containsPattern(
            "restream_silver.measurements +rows with all values as served +10,[0-9]{3} +10,[0-9]{3} +equal")
        .containsPattern(
            "restream_silver.measurements_1m +rows with all figures as served +[1-9][0-9,]+ +.*equal")
        .containsPattern(
            "restream_bronze.instance_updates +objects as served +[1-9][0-9]+ +.*equal")
        .containsPattern("restream_silver.data_changes +changes confirmed +3 +3 +equal")
        .containsPattern("delete +confirmed +[1-9][0-9]+ +[1-9][0-9]+")
        .containsPattern("Stages computed again: [1-9]")
        .contains("Differences by wellhead verify restream: 0")
        .containsPattern("wellhead_ops.dead_letters +rows +0 +0 +equal")
        .containsPattern("(?m)^Juniper .*frac_frac")
        .doesNotContain("DIFFERENT");
    assertThat(folder.resolve("warehouse.duckdb")).exists();
    assertThat(folder.resolve("warehouse.duckdb.wal")).doesNotExist();
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Treatment report: Juniper Flats", "Juniper 1H");
  }

  @Test
  void hoursOutOfRange_areRefused() {
    CommandRun run = CommandRun.of("demo", "--hours", "0", "--folder", folder.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--hours=0 must be 1 to 48");
  }
}
