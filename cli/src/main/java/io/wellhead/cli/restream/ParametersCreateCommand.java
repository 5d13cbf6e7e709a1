// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterDefinition;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Creates parameter definitions from a file. */
@Command(
    name = "create",
    description =
        "Create parameters of a pad or site from a JSON file: an array of objects with name, config and description.",
    footerHeading = "%nExample:%n",
    footer = {
      "  wellhead restream parameters create pad:412 --from-file new.json",
      "",
      "  where new.json holds, for the mean treating pressure while pumping:",
      "  [{\"name\": \"avg_pumping_pressure\", \"description\": \"\",",
      "    \"config\": {\"field\": \"surface_treating_pressure\", \"aggregation\": \"average\",",
      "      \"si_unit\": \"kPa\", \"base_unit\": \"kPa\", \"imperial_unit\": \"psi\",",
      "      \"conditions\": [{\"field\": \"slurry_rate\", \"operator\": \"greater_than\", \"value\": 1.5,",
      "        \"si_unit\": \"m^3/min\", \"base_unit\": \"L/min\", \"imperial_unit\": \"bpm\"}]}}]"
    })
final class ParametersCreateCommand extends ListCommand<Parameter> {
  @Mixin private RoomParameter room;

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      required = true,
      description = "JSON array of definitions.")
  private Path file;

  private List<ParameterDefinition> definitions = List.of();

  ParametersCreateCommand(CommandContext context) {
    super(context);
  }

  /** The file is read and checked before anything is sent. */
  @Override
  void check() {
    if (!Files.isRegularFile(file)) {
      throw new CommandException(ExitCode.NOT_FOUND, "--from-file=" + file + ": no such file");
    }
    try {
      definitions = WireJson.decodeList(Files.readAllBytes(file), ParameterDefinition.class);
    } catch (WireFormatException e) {
      throw new ParameterException(
          spec().commandLine(), "--from-file=" + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Checks.holds(this, !definitions.isEmpty(), "--from-file=" + file + ": the array is empty");
  }

  @Override
  List<Parameter> list(RestreamClient client) {
    return client.createParameters(room.get(), definitions).execute();
  }

  @Override
  Listing<Parameter> listing(List<Parameter> parameters) {
    return ParameterListing.columns();
  }
}
