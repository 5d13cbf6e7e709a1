// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.auth.Credentials;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.ProtoSchemaConverter;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.Sleeper;

/**
 * Opens streams of rows to tables that are known only while a pipeline runs, and whose columns
 * change meanwhile.
 *
 * <p>{@code BigQueryIO} keeps one descriptor of rows for each table in the process, so that rows of
 * a widened table would be sent under the old one (see the decision record on rows of changing
 * tables). Here each version of a table has a stream of its own. One thread.
 */
public final class RowStreams implements AutoCloseable {
  private final BigQueryWriteClient client;
  private final WarehouseTarget target;
  private final Sleeper sleeper;

  private RowStreams(BigQueryWriteClient client, WarehouseTarget target, Sleeper sleeper) {
    this.client = client;
    this.target = target;
    this.sleeper = sleeper;
  }

  /**
   * Connects to BigQuery as the options say: endpoint, credentials, project.
   *
   * @throws IllegalArgumentException if an option is missing or not accepted
   * @throws java.io.UncheckedIOException if the endpoint is local and does not answer
   */
  public static RowStreams open(PipelineOptions options, Sleeper sleeper) throws IOException {
    WarehouseOptions warehouse = options.as(WarehouseOptions.class);
    LocalEndpoint.prepare(options);
    Credentials credentials = warehouse.getGcpCredential();
    BigQueryWriteSettings.Builder settings =
        BigQueryWriteSettings.newBuilder()
            .setCredentialsProvider(
                credentials == null
                    ? NoCredentialsProvider.create()
                    : FixedCredentialsProvider.create(credentials));
    String endpoint = warehouse.getBigQueryEndpoint();
    if (endpoint != null) {
      settings.setEndpoint(endpoint.substring(endpoint.indexOf("://") + "://".length()));
    }
    return new RowStreams(
        BigQueryWriteClient.create(settings.build()), WarehouseTarget.from(options), sleeper);
  }

  /** A stream to that version of a table, which exists. */
  public <C> RowSink<C> to(TableDefinition table, RowSink.Outcome<C> outcome) {
    String stream =
        "projects/%s/datasets/%s/tables/%s/streams/_default"
            .formatted(target.project(), target.dataset(table), table.name());
    ProtoSchema schema = ProtoSchemaConverter.convert(RowDescriptors.of(table));
    return new RowStream<>(
        table.qualifiedName(),
        () -> StreamWriter.newBuilder(stream, client).setWriterSchema(schema).build(),
        outcome,
        sleeper);
  }

  @Override
  public void close() {
    client.close();
  }
}
