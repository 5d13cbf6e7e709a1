// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandContext;
import io.wellhead.pipelines.ChangeFilesToBigQuery;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.transforms.restream.Drain;
import org.apache.beam.sdk.PipelineResult;
import picocli.CommandLine.Command;

/** Runs the pipeline of change files. */
@Command(
    name = "changefiles",
    customSynopsis = "wellhead run changefiles --changeFiles=FOLDER --project=PROJECT [OPTIONS]",
    description = {
      "Bring database changes that Datastream landed as files into BigQuery: DOMAIN_bronze has every event,"
          + " DOMAIN_silver the current state of each table by its key. Goes on with new files until Ctrl-C, or ends with"
          + " --changeUntil.",
      "",
      "Tables and columns are made as the files need them. What cannot be read or written stands in"
          + " wellhead_ops.dead_letters, what became of each file in wellhead_ops.change_files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead run changefiles --changeFiles=gs://my-bucket/cdc --changeDomain=contributor --project=my-project \\",
      "      --changeSubscription=projects/my-project/subscriptions/cdc-files-contributor-dataflow",
      "  wellhead run changefiles --changeFiles=/data/changes --project=demo --bigQueryEndpoint=http://localhost:9050 \\",
      "      --changeUntil=now                                           what is there, then it ends"
    })
final class ChangeFilesRunCommand extends PipelineCommand<ChangeFilesToBigQueryOptions> {
  ChangeFilesRunCommand(CommandContext context) {
    super(context, ChangeFilesToBigQueryOptions.class);
  }

  @Override
  PipelineResult launch(ChangeFilesToBigQueryOptions options, Drain drain)
      throws RejectedRunException {
    return ChangeFilesToBigQuery.launch(options, drain);
  }
}
