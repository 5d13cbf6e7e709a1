// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command that runs a pipeline: takes the pipeline's own options, shows them in its help, and
 * watches the run.
 *
 * @param <T> the pipeline's options
 */
abstract class PipelineCommand<T extends PipelineOptions> implements Callable<Integer> {
  private CommandSpec spec;
  private final CommandContext context;
  private final Class<T> optionsType;

  @Unmatched private final List<String> pipelineOptions = new ArrayList<>();

  PipelineCommand(CommandContext context, Class<T> optionsType) {
    this.context = context;
    this.optionsType = optionsType;
  }

  /** Starts the pipeline; the drain ends it early. */
  abstract PipelineResult launch(T options, Drain drain) throws RejectedRunException;

  /** The options of the command line with those that come from elsewhere. */
  PipelineArguments arguments(PipelineArguments given, CommandContext from) {
    return given;
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

  private String pipelineOptions() {
    List<String> lines = new ArrayList<>(List.of("", "Options of the pipeline:"));
    lines.addAll(OptionHelp.lines(optionsType));
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
    T options = options();
    Drain drain = Drain.create();
    PipelineResult result = launch(options, drain);
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

  private T options() {
    try {
      return RunOptions.parse(
          arguments(PipelineArguments.of(pipelineOptions), context), optionsType);
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
