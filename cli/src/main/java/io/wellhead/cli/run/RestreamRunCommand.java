// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandContext;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.transforms.restream.Drain;
import org.apache.beam.sdk.PipelineResult;
import picocli.CommandLine.Command;

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
final class RestreamRunCommand extends PipelineCommand<RestreamToBigQueryOptions> {
  RestreamRunCommand(CommandContext context) {
    super(context, RestreamToBigQueryOptions.class);
  }

  @Override
  PipelineResult launch(RestreamToBigQueryOptions options, Drain drain)
      throws RejectedRunException {
    return RestreamToBigQuery.launch(options, drain);
  }

  @Override
  PipelineArguments arguments(PipelineArguments given, CommandContext from) {
    return given.withDefault("restreamBaseUrl", from.environment().get("RESTREAM_HOST"));
  }
}
