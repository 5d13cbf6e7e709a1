// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.transforms.warehouse.Reach;
import io.wellhead.transforms.warehouse.Warehouse;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which project holds the warehouse, and how to reach it. */
public class ProjectConnection {
  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      required = true,
      description = "Google Cloud project of the warehouse; for the sandbox any, such as demo.")
  private String project;

  @Option(
      names = "--bigquery-endpoint",
      paramLabel = "URL",
      description =
          "Another address than BigQuery's own, such as the sandbox's http://localhost:9050.")
  private @Nullable String endpoint;

  @Option(
      names = "--location",
      paramLabel = "LOCATION",
      description = "BigQuery location of the datasets, such as EU.")
  private @Nullable String location;

  String datasetPrefix() {
    return "";
  }

  /**
   * Opens the warehouse with application default credentials; a local endpoint needs none.
   *
   * @throws IOException if BigQuery cannot be asked
   */
  public final Warehouse open(CommandLine line) throws IOException {
    WarehouseOptions options = PipelineOptionsFactory.as(WarehouseOptions.class);
    options.setProject(project);
    options.setDatasetPrefix(datasetPrefix());
    options.setBigQueryEndpoint(endpoint);
    options.setWarehouseLocation(location);
    try {
      Reach.require(options);
      return Warehouse.from(options);
    } catch (UncheckedIOException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, inOurWords(e), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, inOurWords(e), e);
    }
  }

  /** The same as options of a pipeline. */
  public final List<String> asPipelineOptions() {
    List<String> options = new ArrayList<>();
    options.add("--project=" + project);
    options.add("--datasetPrefix=" + datasetPrefix());
    if (endpoint != null) {
      options.add("--bigQueryEndpoint=" + endpoint);
    }
    if (location != null) {
      options.add("--warehouseLocation=" + location);
    }
    return options;
  }

  /** What the warehouse calls as the pipeline does has other names here. */
  private static String inOurWords(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .replace("--bigQueryEndpoint=", "--bigquery-endpoint=")
        .replace("--datasetPrefix=", "--dataset-prefix=");
  }
}
