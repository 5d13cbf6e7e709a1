// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * Our tables in a sandbox, under a dataset prefix of their own: Beam remembers tables and
 * connections by name as long as the JVM lives.
 */
public final class SandboxWarehouse {
  private final BigQuerySandbox sandbox;
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "_";

  public SandboxWarehouse(BigQuerySandbox sandbox) {
    this.sandbox = sandbox;
  }

  public SandboxWarehouse withTables(TableDefinition... tables) throws IOException {
    TableMaker.from(options()).make(List.of(tables));
    return this;
  }

  public PipelineOptions options(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "--project=demo",
                "--bigQueryEndpoint=" + sandbox.endpoint(),
                "--datasetPrefix=" + prefix,
                "--targetParallelism=2"));
    arguments.addAll(List.of(more));
    return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
        .withValidation()
        .as(WarehouseOptions.class);
  }

  public Pipeline pipeline(String... more) {
    PipelineOptions options = options(more);
    LocalEndpoint.prepare(options);
    return Pipeline.create(options);
  }

  public String name(TableDefinition table) {
    return prefix + table.qualifiedName();
  }

  public List<Map<String, @Nullable Object>> query(String sql) {
    return sandbox.query(sql);
  }

  public long count(TableDefinition table) {
    return (Long) query("select count(*) as n from " + name(table)).get(0).get("n");
  }
}
