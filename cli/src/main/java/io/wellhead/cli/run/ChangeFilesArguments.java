// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.transforms.warehouse.Reach;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The options of the pipeline of change files, for commands that look at what it made. */
public final class ChangeFilesArguments {
  private ChangeFilesArguments() {}

  /**
   * Reads the options.
   *
   * @throws ParameterException if one is not accepted
   */
  public static ChangeFilesToBigQueryOptions parse(List<String> arguments, CommandLine line) {
    try {
      return RunOptions.parse(PipelineArguments.of(arguments), ChangeFilesToBigQueryOptions.class);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens the warehouse that the options name.
   *
   * @throws IOException if BigQuery cannot be asked
   */
  public static Warehouse open(ChangeFilesToBigQueryOptions options, CommandLine line)
      throws IOException {
    try {
      Reach.require(options);
      return Warehouse.from(options);
    } catch (UncheckedIOException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }
}
