// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import com.google.api.services.bigquery.model.TableRow;
import com.google.protobuf.Descriptors.Descriptor;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowEncoding;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.gcp.bigquery.AvroGenericRecordToStorageApiProto;
import org.apache.beam.sdk.io.gcp.bigquery.TableRowJsonCoder;
import org.apache.beam.sdk.io.gcp.bigquery.TableRowToStorageApiProto;
import org.apache.beam.sdk.util.CoderUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a silver measurement's values to the bytes that go to BigQuery, by the ways that BigQueryIO
 * offers. Each way begins with the same map of values and includes making its own row object.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class RowPathBenchmark {
  private static final TableDefinition TABLE = Tables.SILVER_MEASUREMENTS;
  private static final Instant AT = Instant.parse("2031-02-03T04:05:06Z");
  private static final long AT_MICROS = AT.getEpochSecond() * 1_000_000;
  private static final ChangeSequence SEQUENCE = ChangeSequence.of(0, 1);
  private static final String SEQUENCE_TEXT = SEQUENCE.toString();
  private static final RowChange CHANGE = RowChange.upsert(SEQUENCE);

  /** How many of the promoted numbers the record has: all, an active well's second, none. */
  @Param({"38", "9", "0"})
  public int numbers = 38;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Schema avro = avroSchema();
  private final RowEncoding<Map<String, Object>> rowWriter =
      new RowEncoding<>(TABLE, RowPathBenchmark::write);
  private TableRowToStorageApiProto.SchemaInformation schema;
  private Descriptor tableRowDescriptor;
  private Descriptor avroDescriptor;

  @Setup
  public void prepare() throws Exception {
    Random random = new Random(1);
    values.put("site_id", 9102L);
    values.put("upper_master_valve", "O");
    values.put("swab_valve", "C");
    values.put("revision", 0L);
    TABLE.columns().stream()
        .filter(column -> column.type() == ColumnType.FLOAT64)
        .limit(numbers)
        .forEach(column -> values.put(column.name(), random.nextDouble() * 100));
    schema =
        TableRowToStorageApiProto.SchemaInformation.fromTableSchema(
            TableRowToStorageApiProto.schemaToProtoTableSchema(TABLE.toTableSchema()));
    tableRowDescriptor =
        TableRowToStorageApiProto.getDescriptorFromTableSchema(TABLE.toTableSchema(), true, true);
    avroDescriptor =
        TableRowToStorageApiProto.getDescriptorFromTableSchema(
            AvroGenericRecordToStorageApiProto.protoTableSchemaFromAvroSchema(avro), true, true);
  }

  @Benchmark
  public byte[] tableRow() throws Exception {
    return encode(tableRow(values));
  }

  /** As Beam does when rejected changes are not to be dropped: every row also becomes JSON. */
  @Benchmark
  public int tableRowWithFailsafe() throws Exception {
    byte[] row = encode(tableRow(values));
    return row.length
        + CoderUtils.encodeToByteArray(TableRowJsonCoder.of(), tableRow(values)).length;
  }

  @Benchmark
  public byte[] avro() {
    GenericRecord record = new GenericData.Record(avro);
    values.forEach(record::put);
    record.put("event_time", AT_MICROS);
    record.put("updated_at", AT_MICROS);
    record.put("change_sequence", SEQUENCE_TEXT);
    return AvroGenericRecordToStorageApiProto.messageFromGenericRecord(
            avroDescriptor, record, "UPSERT", SEQUENCE_TEXT)
        .toByteArray();
  }

  @Benchmark
  public byte[] rowWriter() {
    return rowWriter.encode(values, CHANGE, AT);
  }

  private byte[] encode(TableRow row) throws Exception {
    return TableRowToStorageApiProto.messageFromTableRow(
            schema, tableRowDescriptor, row, false, false, null, "UPSERT", SEQUENCE_TEXT)
        .toByteArray();
  }

  private static TableRow tableRow(Map<String, Object> values) throws IOException {
    TableRow row = new TableRow();
    row.putAll(values);
    row.set("event_time", AT.toString());
    row.set("updated_at", AT.toString());
    return row.set("change_sequence", SEQUENCE_TEXT);
  }

  private static void write(Map<String, Object> values, RowWriter row) {
    row.set("event_time", AT);
    values.forEach(row::set);
  }

  private static Schema avroSchema() {
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record("Row").namespace("benchmark").fields();
    for (Column column : TABLE.columns()) {
      Schema type =
          switch (column.type()) {
            case STRING, JSON -> Schema.create(Schema.Type.STRING);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case BOOL -> Schema.create(Schema.Type.BOOLEAN);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            case TIMESTAMP ->
                org.apache.avro.LogicalTypes.timestampMicros()
                    .addToSchema(Schema.create(Schema.Type.LONG));
            case NUMERIC, BIGNUMERIC, DATE, TIME, DATETIME, GEOGRAPHY, RECORD ->
                throw new IllegalStateException("the measured table has no " + column.type());
          };
      fields =
          column.required()
              ? fields.name(column.name()).type(type).noDefault()
              : fields
                  .name(column.name())
                  .type()
                  .unionOf()
                  .nullType()
                  .and()
                  .type(type)
                  .endUnion()
                  .nullDefault();
    }
    return fields.endRecord();
  }
}
