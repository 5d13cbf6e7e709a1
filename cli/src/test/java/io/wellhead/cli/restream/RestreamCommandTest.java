// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command against a sandbox that stands at one second of a treatment. */
class RestreamCommandTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static RestreamSandbox sandbox;

  @TempDir private Path folder;

  @BeforeAll
  static void startSandbox() {
    sandbox =
        RestreamSandbox.builder()
            .seed(3)
            .start(START)
            .until(START.plusSeconds(120))
            .pace(Pace.unthrottled())
            .start();
  }

  @AfterAll
  static void stopSandbox() {
    sandbox.close();
  }

  @Test
  void check_acceptsTheCredentialsAndShowsNoSecret() {
    CommandRun run = restream("check");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("accepted", "1 pad.");
    assertThat(run.out() + run.err()).doesNotContain(sandbox.clientSecret());
  }

  @Test
  void pads_showsThePadInEachForm() {
    assertThat(restream("pads").out())
        .contains("NAME")
        .containsPattern("(?m)^" + sandbox.padId() + " ");
    assertThat(restream("pads", "--output", "csv").out())
        .startsWith("ID,NAME,LEASE,CUSTOMER,WIRELINE,COMPLETED\n");
    assertThat(restream("pads", "" + sandbox.padId(), "--output", "json").out())
        .startsWith("[\n{\"id\":" + sandbox.padId())
        .contains("\"simops_config\":{");
  }

  @Test
  void pads_filteredByASiteOfTheirs_areFound() {
    assertThat(restream("pads", "--site", "" + sandbox.siteIds().get(1)).out())
        .contains("" + sandbox.padId());
    CommandRun none = restream("pads", "--well-api", "no-such-api");
    assertThat(none.exitCode()).isZero();
    assertThat(none.err()).contains("(nothing found)");
  }

  @Test
  void sites_listsTheWellsOfThePad() {
    CommandRun run = restream("sites", "--pad", "" + sandbox.padId());

    for (long site : sandbox.siteIds()) {
      assertThat(run.out()).containsPattern("(?m)^" + site + " .* US/Central ");
    }
  }

  @Test
  void states_showWhatEachSiteDoes() {
    assertThat(restream("states", "--site", "" + site()).out())
        .containsPattern("(?m)^" + site() + " .*_");
  }

  @Test
  void stages_withAggregations_haveAColumnForEach() {
    CommandRun run =
        restream(
            "stages",
            "site:" + site(),
            "--stage-name",
            "frac",
            "--aggregations",
            "--output",
            "csv");

    assertThat(run.out())
        .startsWith("SITE,STAGE,STATE,START,END,DURATION,ID,")
        .contains("avg_slurry_rate");
    assertThat(restream("stages", "site:" + site(), "--show", "total_duration").out())
        .contains("total_duration");
  }

  @Test
  void fieldsAndSources_areListed() {
    assertThat(restream("fields", "site:" + site()).out())
        .contains("surface_treating_pressure", "psi", "kPa");
    assertThat(restream("sources", "pad:" + sandbox.padId()).out()).contains("M1");
  }

  @Test
  void parameter_createdFromAFile_isListedWithItsCondition() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("new.json"),
            """
            [{"name": "avg_pumping_pressure", "description": "",
              "config": {"field": "surface_treating_pressure", "aggregation": "average",
                "si_unit": "kPa", "base_unit": "kPa", "imperial_unit": "psi",
                "conditions": [{"field": "slurry_rate", "operator": "greater_than", "value": 1.5,
                  "si_unit": "m^3/min", "base_unit": "L/min", "imperial_unit": "bpm"}]}}]
            """);
    String room = "pad:" + sandbox.padId();

    CommandRun created = restream("parameters", "create", room, "--from-file", file.toString());

    assertThat(created.err()).isEmpty();
    assertThat(created.out()).contains("avg_pumping_pressure");
    assertThat(restream("parameters", "list", room).out())
        .containsPattern(
            "avg_pumping_pressure +average +surface_treating_pressure .*slurry_rate > 1.5 L/min");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{} | not", "[] | the array is empty", "[{\"name\": \"x\"}] | config"})
  void parameterFile_thatIsWrong_isRefusedBeforeAnythingIsSent(String content, String said)
      throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.json"), content);

    CommandRun run =
        restream("parameters", "create", "pad:" + sandbox.padId(), "--from-file", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--from-file", said);
  }

  @Test
  void data_toStandardOutput_isWhatTheSandboxHolds() {
    Instant from = START.minusSeconds(600);
    Instant to = from.plusSeconds(9);

    CommandRun run =
        restream("data", "site:" + site(), "--from", from.toString(), "--to", to.toString());

    List<String> truth =
        sandbox
            .truth()
            .between(site(), from.getEpochSecond(), to.getEpochSecond())
            .values()
            .stream()
            .map(json -> new String(json, StandardCharsets.UTF_8))
            .toList();
    assertThat(truth).hasSize(10);
    assertThat(run.out()).isEqualTo("[\n" + String.join(",\n", truth) + "\n]\n");
  }

  @Test
  void data_toACsvFile_isWholeAndNeverReplacedUnasked() throws Exception {
    Path file = folder.resolve("data.csv");
    String[] command = {
      "data",
      "pad:" + sandbox.padId(),
      "--from",
      START.minusSeconds(60).toString(),
      "--to",
      START.minusSeconds(1).toString(),
      "--fields",
      "slurry_rate,surface_treating_pressure",
      "--file",
      file.toString()
    };

    CommandRun first = restream(command);
    CommandRun second = restream(command);

    assertThat(first.err()).contains("Wrote 180 records");
    assertThat(Files.readAllLines(file)).hasSize(181).first().asString().startsWith("timestamp,");
    assertThat(second.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(second.err()).contains("file exists already", "--overwrite");
    assertThat(restream(with(command, "--overwrite")).exitCode()).isZero();
  }

  @Test
  void data_withEveryFilter_isAccepted() {
    CommandRun run =
        restream(
            "data",
            "pad:" + sandbox.padId(),
            "--from",
            START.minusSeconds(7200).toString(),
            "--to",
            START.toString(),
            "--stage-name",
            "frac",
            "--resolution",
            "minute",
            "--aggregation",
            "mean",
            "--si",
            "--source",
            "M1,M2",
            "--fields",
            "slurry_rate",
            "--output",
            "csv");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().findFirst()).contains("timestamp,slurry_rate,site_id");
    assertThat(run.out().lines().count()).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "data|site:9101|--stage|3|--stage needs --stage-name",
        "data|site:9101|--source|M1|--source is for pads",
        "data|site:9101|--fill|ffill|--fill and --fill-limit need each other",
        "data|site:9101|--file|x.txt|.json or .csv",
        "data|site:9101|--resolution|hourly|raw, ten-second, minute",
        "data|site:9101|--from|2030-06-01T00:00:00|time with a zone",
        "stages|site:9101|--stage|3|--stage needs --stage-name",
        "stages|well:9101|--stage-name|frac|pad:ID or site:ID",
        "watch|measurements|site:9101|--limit=0|1 or more",
        "watch|measurements|site:9101|--output=csv|text or json",
        "parameters|pad:412|--output|csv|'pad:412' is no command of 'wellhead restream parameters'; one of: list, create",
        "data|site:9101|--source|M1|not for site:9101",
      })
  void contradictions_areRefusedNamingTheOption(
      String a, String b, String c, String d, String said) {
    CommandRun run = restream(a, b, c, d);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains(said);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void watchMeasurements_printsOneLineForEachRecord() {
    CommandRun text = restream("watch", "measurements", "pad:" + sandbox.padId(), "--limit", "5");
    CommandRun json =
        restream("watch", "measurements", "site:" + site(), "--limit", "5", "--output", "json");

    assertThat(text.out())
        .hasLineCount(5)
        .containsPattern("(?m)^2030-06-01T10:00:\\d\\dZ  site \\d+ ");
    assertThat(text.err()).contains("--session-key ");
    assertThat(json.out().lines()).hasSize(5).allMatch(line -> line.startsWith("{\"timestamp\":"));
  }

  @Test
  void watchUpdates_printsTheStateOfTheSite() {
    assertThat(restream("watch", "updates", "site:" + site(), "--limit", "1").out())
        .contains("site:" + site(), "state=");
  }

  @Test
  void change_isListedReadConfirmedAndGone() {
    long site = site();
    long from = START.minusSeconds(1000).getEpochSecond();
    long id = sandbox.corrections().set(site, "slurry_rate", 12.5, from, from + 9);

    assertThat(restream("changes", "list", "site:" + site).out()).contains("" + id);
    CommandRun data = restream("changes", "data", "site:" + site, "--change", "" + id);
    assertThat(data.out()).startsWith("[\n{\"timestamp\":");
    assertThat(restream("changes", "confirm", "--site", "" + site, "" + id).out())
        .contains("Confirmed: " + id);
    assertThat(restream("changes", "list", "site:" + site).out()).doesNotContain("" + id);
    assertThat(restream("changes", "show", "site:" + site, "" + id).out())
        .as("a confirmed change can still be shown")
        .contains("" + id, "" + site);
    assertThat(restream("changes", "show", "site:" + site, "99999").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(restream("changes", "data", "site:" + site, "--change", "" + id).exitCode())
        .isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void watchOfAnUnknownSite_endsWithoutPromisingAnotherConnection() {
    CommandRun run = restream("watch", "measurements", "site:99999");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run.err()).contains("404").doesNotContain("connecting anew");
  }

  @Test
  void unknownPad_isNotFound() {
    CommandRun run = restream("fields", "pad:99999");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run.err()).contains("404").hasLineCount(1);
  }

  @Test
  void wrongSecret_isACredentialsErrorThatDoesNotShowIt() {
    CommandRun run =
        CommandRun.with(
            Map.of(
                "RESTREAM_HOST", sandbox.baseUrl(),
                "RESTREAM_CLIENT_ID", sandbox.clientId(),
                "RESTREAM_CLIENT_SECRET", "guess-4711"),
            "restream",
            "--verbose",
            "pads");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CREDENTIALS.code());
    assertThat(run.out() + run.err()).doesNotContain("guess-4711");
  }

  @Test
  void secretFromAFile_isAccepted() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), sandbox.clientSecret() + "\n");

    CommandRun run =
        CommandRun.of(
            "restream",
            "pads",
            "--host",
            sandbox.baseUrl(),
            "--client-id",
            sandbox.clientId(),
            "--client-secret-file",
            file.toString());

    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESTREAM_CLIENT_ID", "RESTREAM_CLIENT_SECRET"})
  void missingVariable_isNamed(String variable) {
    Map<String, String> environment = new HashMap<>(environment());
    environment.remove(variable);

    CommandRun run = CommandRun.with(environment, "restream", "pads");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CREDENTIALS.code());
    assertThat(run.err()).contains(variable).hasLineCount(1);
  }

  @Test
  void unreachableHost_isUnavailable() {
    CommandRun run = restream("pads", "--host", "http://127.0.0.1:1", "--retry-for", "0s");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run.err()).contains("127.0.0.1:1").hasLineCount(1);
  }

  private static long site() {
    return sandbox.siteIds().get(0);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "RESTREAM_HOST", sandbox.baseUrl(),
        "RESTREAM_CLIENT_ID", sandbox.clientId(),
        "RESTREAM_CLIENT_SECRET", sandbox.clientSecret());
  }

  private static CommandRun restream(String... arguments) {
    return CommandRun.with(environment(), with(new String[] {"restream"}, arguments));
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
