// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.restream.RestreamClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Confirms changes, after which the service no longer lists them. */
@Command(
    name = "confirm",
    description =
        "Tell the service that the corrected data were received; it then no longer lists these changes.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream changes confirm --site 9102 2201 2202"})
final class ChangesConfirmCommand extends RestreamOperation {
  @Option(
      names = "--site",
      paramLabel = "ID",
      required = true,
      description = "The site of the changes.")
  private long siteId;

  @Parameters(paramLabel = "CHANGE", arity = "1..*", description = "Ids of the changes.")
  private List<Long> changeIds;

  ChangesConfirmCommand(CommandContext context) {
    super(context);
  }

  @Override
  void run(RestreamClient client) {
    Set<Long> ids = new TreeSet<>(changeIds);
    Set<Long> open = client.changes().confirm(siteId, ids).execute();
    if (!open.isEmpty()) {
      throw new CommandException(
          ExitCode.REFUSED, "the service still lists as unconfirmed: " + text(new TreeSet<>(open)));
    }
    out().println("Confirmed: " + text(ids));
  }

  private static String text(Set<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
