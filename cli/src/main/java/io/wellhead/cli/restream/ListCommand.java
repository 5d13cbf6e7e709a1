// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.restream.RestreamClient;
import java.util.List;
import picocli.CommandLine.Option;

/** A command that asks for a list and prints it. */
abstract class ListCommand<T> extends RestreamOperation {
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "One of: ${COMPLETION-CANDIDATES}. json is complete; table and csv have the columns people look for.")
  private OutputFormat output;

  ListCommand(CommandContext context) {
    super(context);
  }

  abstract List<T> list(RestreamClient client);

  abstract Listing<T> listing(List<T> items);

  final OutputFormat output() {
    return output;
  }

  @Override
  final void run(RestreamClient client) {
    List<T> items = list(client);
    listing(items).print(items, output, out());
    if (items.isEmpty() && output == OutputFormat.TABLE) {
      err().println("(nothing found)");
    }
  }
}
