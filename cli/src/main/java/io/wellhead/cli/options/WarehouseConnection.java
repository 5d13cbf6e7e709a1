// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that say where the tables of a pipeline are. */
public final class WarehouseConnection extends ProjectConnection {
  @Option(
      names = "--dataset-prefix",
      paramLabel = "PREFIX",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "What stands before restream_silver in the dataset's name, such as dev_.")
  private String datasetPrefix = "";

  @Override
  String datasetPrefix() {
    return datasetPrefix;
  }
}
