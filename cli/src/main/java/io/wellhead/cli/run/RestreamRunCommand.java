// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.sdk.PipelineResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs the live ReStream pipeline. */
@Command(
    name = "restream",
    customSynopsis = "wellhead run restream --restreamRooms=ROOMS --project=PROJECT [OPTIONS]",
    description = {
      "Bring the measurements of ReStream rooms into BigQuery: restream_bronze as received, restream_silver typed and"
          + " current. Runs until Ctrl-C, or until --restreamUntil. Ctrl-C (or SIGTERM) ends the reading, then"
          + " everything that was read is written; again Ctrl-C ends it at once.",
      "",
      "Before anything starts the options, the credentials, the rooms and the tables are checked. The account comes"
          + " from RESTREAM_HOST, RESTREAM_CLIENT_ID and RESTREAM_CLIENT_SECRET unless the options say otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead run restream --restreamRooms=pad:412 --project=my-project",
      "  wellhead run restream --restreamRooms=all --project=demo --bigQueryEndpoint=http://localhost:9050",
      "  wellhead run restream --restreamRooms=pad:412 --project=my-project --restreamFrom=2030-06-01T00:00:00Z \\",
      "      --restreamUntil=2030-06-02T00:00:00Z                        one day, then it ends",
      "  wellhead run restream --restreamRooms=all --project=my-project --runner=DataflowRunner \\",
      "      --region=us-central1 --tempLocation=gs://my-bucket/tmp \\",
      "      --restreamClientId=my-id --restreamClientSecret=projects/my-project/secrets/restream/versions/latest"
    })
final class RestreamRunCommand implements Callable<Integer> {
  private CommandSpec spec;
  private final CommandContext context;

  @Unmatched private final List<String> pipelineOptions = new ArrayList<>();

  RestreamRunCommand(CommandContext context) {
    this.context = context;
  }

  /** Shows the pipeline's own options in the help, from where they are declared. */
  @Spec
  void setSpec(CommandSpec commandSpec) {
    spec = commandSpec;
    UsageMessageSpec usage = commandSpec.usageMessage();
    usage.sectionMap().put("pipelineOptions", help -> pipelineOptions());
    List<String> keys = new ArrayList<>(usage.sectionKeys());
    keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), "pipelineOptions");
    usage.sectionKeys(keys);
  }

  private static String pipelineOptions() {
    List<String> lines = new ArrayList<>(List.of("", "Options of the pipeline:"));
    lines.addAll(OptionHelp.lines(RestreamToBigQueryOptions.class));
    lines.addAll(
        List.of("", "Options of the warehouse, beside Beam's --project and --bigQueryEndpoint:"));
    lines.addAll(OptionHelp.lines(WarehouseOptions.class));
    lines.addAll(
        List.of(
            "",
            "All other options go to Beam and its runner: --runner, --region, --tempLocation, ..."));
    return String.join("%n", lines).formatted() + System.lineSeparator();
  }

  @Override
  public Integer call() throws IOException, RejectedRunException {
    RestreamToBigQueryOptions options = options();
    Drain drain = Drain.create();
    PipelineResult result = RestreamToBigQuery.launch(options, drain);
    if (result instanceof DataflowPipelineJob job) {
      announce(job);
      return ExitCode.OK.code();
    }
    Wellhead.err(spec).println("Running; Ctrl-C stops it.");
    Wellhead.err(spec).flush();
    return switch (new RunMonitor(result, drain, context, Wellhead.err(spec)).watch()) {
      case BY_ITSELF -> ExitCode.OK.code();
      case DRAINED -> ExitCode.INTERRUPTED.code();
      case CUT_OFF -> ExitCode.CUT_OFF.code();
    };
  }

  private RestreamToBigQueryOptions options() {
    PipelineArguments arguments =
        PipelineArguments.of(pipelineOptions)
            .withDefault("restreamBaseUrl", context.environment().get("RESTREAM_HOST"));
    try {
      return RestreamOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void announce(DataflowPipelineJob job) {
    var out = Wellhead.out(spec);
    out.println("Started Dataflow job " + job.getJobId() + " in " + job.getRegion());
    out.printf(
        "  https://console.cloud.google.com/dataflow/jobs/%s/%s?project=%s%n",
        job.getRegion(), job.getJobId(), job.getProjectId());
    out.printf(
        "  to end it without losing anything: gcloud dataflow jobs drain %s --region=%s --project=%s%n",
        job.getJobId(), job.getRegion(), job.getProjectId());
    out.flush();
  }
}
