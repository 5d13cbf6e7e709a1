// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.DurationConverter;
import io.wellhead.cli.options.InstantConverter;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.RestreamSandboxBuilder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the ReStream sandbox until Ctrl-C. */
@Command(
    name = "restream",
    description =
        "Start a simulated ReStream service: a pad whose wells are fractured in turn, with REST, streaming data and"
            + " sockets. The same seed gives the same data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead sandbox restream                         one pad of three wells, in real time",
      "  wellhead sandbox restream --pace 60 --seed 7      an hour a minute, another pad",
      "  wellhead sandbox restream --pace unthrottled --start 2030-06-01T00:00:00Z --until 2030-06-02T00:00:00Z",
      "                                                    one day, as fast as it is read",
      "  wellhead sandbox restream --recorded responses/   serves recorded response files"
    })
final class RestreamSandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  private final CommandContext context;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9040",
      description = "Port on this machine; 0 for any free one.")
  private int port;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Seed of the simulation.")
  private long seed;

  @Option(
      names = "--pace",
      paramLabel = "PACE",
      defaultValue = "real-time",
      converter = PaceConverter.class,
      description =
          "How fast simulated time passes: real-time, unthrottled (as fast as it is read), or simulated seconds per second.")
  private Pace pace;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description =
          "First live second, such as 2030-06-01T00:00:00Z. Default: now for real time, else a fixed day.")
  private @Nullable Instant start;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Last second that is ever served. Default: no end.")
  private @Nullable Instant until;

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      defaultValue = "1d",
      converter = DurationConverter.class,
      description = "How long the pads have been operating before the start.")
  private Duration history;

  @Option(
      names = "--pads",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Simulated pads.")
  private int pads;

  @Option(
      names = "--wells",
      paramLabel = "NUMBER",
      defaultValue = "3",
      description = "Wells on each pad, 2 or more.")
  private int wells;

  @Option(
      names = "--stages",
      paramLabel = "NUMBER",
      defaultValue = "52",
      description = "Planned stages of each well.")
  private int stages;

  @Option(
      names = "--wide",
      description = "Every record carries some 45 fields (1.9 kB), for load tests.")
  private boolean wide;

  @Option(
      names = "--recorded",
      paramLabel = "FOLDER",
      description = "Serve this folder of recorded response files instead of a simulation.")
  private @Nullable Path recorded;

  RestreamSandboxCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    context.stop().listen();
    try (RestreamSandbox sandbox = start()) {
      announce(sandbox, Wellhead.out(spec));
      context.stop().await();
    }
    Wellhead.err(spec).println("ReStream sandbox stopped.");
    return ExitCode.OK.code();
  }

  private RestreamSandbox start() {
    if (recorded != null && !Files.isDirectory(recorded)) {
      throw new CommandException(ExitCode.NOT_FOUND, "--recorded=" + recorded + ": no such folder");
    }
    RestreamSandboxBuilder builder =
        RestreamSandbox.builder()
            .port(port)
            .seed(seed)
            .pace(pace)
            .history(history)
            .pads(pads)
            .wells(wells)
            .stages(stages)
            .load(wide);
    if (start != null) {
      builder.start(start);
    }
    if (until != null) {
      builder.until(until);
    }
    if (recorded != null) {
      builder.recorded(recorded);
    }
    try {
      return builder.start();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw Ports.explain(e, port);
    }
  }

  private static void announce(RestreamSandbox sandbox, PrintWriter out) {
    out.println("ReStream sandbox is ready at " + sandbox.baseUrl());
    for (long pad : sandbox.padIds()) {
      out.println(
          "  pad:"
              + pad
              + " with sites "
              + sandbox.siteIds(pad).toString().replaceAll("[\\[\\]]", ""));
    }
    out.println();
    out.println("In another terminal:");
    out.println("  export RESTREAM_HOST=" + sandbox.baseUrl());
    out.println("  export RESTREAM_CLIENT_ID=" + sandbox.clientId());
    out.println("  export RESTREAM_CLIENT_SECRET=" + sandbox.clientSecret());
    out.println("  wellhead restream pads");
    out.println("  wellhead restream watch measurements pad:" + sandbox.padId());
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
  }
}
