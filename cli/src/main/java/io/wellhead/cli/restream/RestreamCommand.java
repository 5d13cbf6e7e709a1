// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands over the ReStream client. */
@Command(
    name = "restream",
    description = {
      "Look into a ReStream account: pads, wells, stages, data, corrections, live streams.",
      "",
      "The account comes from RESTREAM_HOST, RESTREAM_CLIENT_ID and RESTREAM_CLIENT_SECRET, or from the options of"
          + " each command; a secret is never given on the command line."
    },
    subcommands = {
      CheckCommand.class,
      PadsCommand.class,
      SitesCommand.class,
      StatesCommand.class,
      StagesCommand.class,
      FieldsCommand.class,
      ParametersCommand.class,
      SourcesCommand.class,
      DataCommand.class,
      ChangesCommand.class,
      WatchCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream check",
      "  wellhead restream stages pad:412 --stage-name frac --aggregations",
      "  wellhead restream data site:9102 --from 2030-06-01T10:00:00Z --to 2030-06-01T12:00:00Z --file frac.csv",
      "  wellhead restream watch measurements pad:412"
    })
public final class RestreamCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what to do? one of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
