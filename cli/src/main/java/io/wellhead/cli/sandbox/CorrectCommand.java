// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.SecondsOptions;
import io.wellhead.restream.model.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays the vendor: corrects data that a running ReStream sandbox has stored. */
@Command(
    name = "correct",
    description =
        "Correct stored data of a ReStream sandbox that runs on this machine; it announces the change as the vendor would.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead sandbox correct scale --site 9101 --field slurry_rate --factor 1.03 --from -30m --to -20m",
      "  wellhead sandbox correct delete --site 9101 --from 2030-06-01T10:00:00Z --to 2030-06-01T10:04:59Z",
      "  wellhead sandbox correct move --site 9102 --seconds 90 --from 2030-06-01T10:00Z --to 2030-06-01T10:10Z"
    })
final class CorrectCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** What can be done to stored data. */
  enum Edit {
    /** Removes seconds; with a field, only its values. */
    DELETE,
    /** Multiplies a field by a factor. */
    SCALE,
    /** Gives a field one value. */
    SET,
    /** Shifts seconds in time. */
    MOVE,
    /** Shifts them, and leaves them where they were as well. */
    COPY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EDIT", description = "What to do: ${COMPLETION-CANDIDATES}.")
  private Edit edit;

  @Option(names = "--site", paramLabel = "ID", required = true, description = "The site.")
  private Long siteId;

  @Mixin private SecondsOptions period;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description = "The field: needed by scale and set, and taken by delete.")
  private @Nullable String field;

  @Option(names = "--factor", paramLabel = "NUMBER", description = "For scale.")
  private @Nullable Double factor;

  @Option(names = "--value", paramLabel = "NUMBER", description = "For set.")
  private @Nullable Double value;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      description = "For move and copy: how much later; negative is earlier.")
  private @Nullable Long seconds;

  @Option(
      names = "--host",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9040",
      description = "Where the sandbox runs.")
  private URI host;

  @Override
  public Integer call() throws IOException, InterruptedException {
    period.check(spec.commandLine());
    Map<?, ?> answer = post(request());
    Wellhead.out(spec).println("Data change " + answer.get("id") + " announced");
    return ExitCode.OK.code();
  }

  private Map<String, Object> request() {
    Map<String, Object> request = new TreeMap<>();
    request.put("edit", edit.toString());
    request.put("site", siteId);
    request.put("from", period.from().getEpochSecond());
    request.put("to", period.to().getEpochSecond());
    if (field != null) {
      request.put("field", field);
    }
    switch (edit) {
      case SCALE -> {
        required("--field", field);
        request.put("factor", required("--factor", factor));
      }
      case SET -> {
        required("--field", field);
        request.put("value", required("--value", value));
      }
      case MOVE, COPY -> request.put("seconds", required("--seconds", seconds));
      case DELETE -> {}
    }
    return request;
  }

  private <T> T required(String option, @Nullable T given) {
    if (given == null) {
      throw new ParameterException(spec.commandLine(), edit + " needs " + option);
    }
    return given;
  }

  private Map<?, ?> post(Map<String, Object> request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(host.resolve("/sandbox/changes/"))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(WireJson.encode(request)))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new CommandException(
          answer.statusCode() == 404 ? ExitCode.NOT_FOUND : ExitCode.REFUSED,
          "the sandbox at "
              + host
              + " answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return WireJson.decode(answer.body(), Map.class);
  }
}
