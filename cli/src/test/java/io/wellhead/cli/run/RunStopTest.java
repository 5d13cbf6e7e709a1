// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.BackgroundRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a run does when it is asked to end. */
class RunStopTest {
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Pattern READ = Pattern.compile("Read ([0-9,]+) records");

  @RegisterExtension final BigQuerySandboxExtension bigQuery = new BigQuerySandboxExtension();

  @TempDir private Path folder;
  private RestreamSandbox restream;

  @BeforeEach
  void startService() throws Exception {
    restream =
        RestreamSandbox.builder()
            .seed(3)
            .start(Instant.parse("2030-06-01T10:00:00Z"))
            .waitForSocket(true)
            .pace(Pace.compressed(60))
            .start();
    Files.writeString(folder.resolve("secret"), restream.clientSecret());
  }

  @AfterEach
  void stopService() {
    restream.close();
  }

  @Test
  void stoppedOnce_writesWhatWasReadAndSaysHowMuch() throws Exception {
    try (BackgroundRun run = start("stopped_")) {
      while (!run.endsWithin(WAIT) && count("stopped_restream_silver.measurements") < 300) {}

      assertThat(run.stop()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED.code());

      Matcher read = READ.matcher(run.err());
      assertThat(read.find()).as(run.err()).isTrue();
      long records = Long.parseLong(read.group(1).replace(",", ""));
      assertThat(records).isGreaterThanOrEqualTo(300);
      assertThat(count("stopped_restream_silver.measurements")).isEqualTo(records);
      assertThat(count("stopped_restream_bronze.measurements")).isEqualTo(records);
      assertThat(run.err()).contains("Stopping: what was read is being written");
    }
  }

  @Test
  void stoppedTwice_doesNotWaitForAWarehouseThatDoesNotAnswer() throws Exception {
    try (BackgroundRun run = start("twice_")) {
      bigQuery
          .sandbox()
          .faults()
          .inject(FaultRule.of(Fault.UNAVAILABLE, Call.APPEND_ROWS, Integer.MAX_VALUE));
      while (!run.endsWithin(WAIT) && restream.counters().socketRecords() < 300) {}
      run.raise();

      assertThat(run.stop()).as(run.err()).isEqualTo(ExitCode.CUT_OFF.code());

      assertThat(run.err()).contains("Stopped; what was read last may not be written.");
    }
  }

  private long count(String table) {
    return (Long) bigQuery.sandbox().query("SELECT COUNT(*) AS n FROM " + table).get(0).get("n");
  }

  private BackgroundRun start(String prefix) throws InterruptedException {
    return BackgroundRun.untilItSays(
        "Running; Ctrl-C",
        Map.of("RESTREAM_HOST", restream.baseUrl()),
        "run",
        "restream",
        "--restreamRooms=pad:" + restream.padId(),
        "--datasetPrefix=" + prefix,
        "--restreamClientId=" + restream.clientId(),
        "--restreamClientSecret=file:" + folder.resolve("secret"),
        "--project=" + bigQuery.sandbox().project(),
        "--bigQueryEndpoint=" + bigQuery.sandbox().endpoint());
  }
}
