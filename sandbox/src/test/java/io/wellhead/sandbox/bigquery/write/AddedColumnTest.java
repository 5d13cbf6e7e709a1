// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import io.wellhead.sandbox.bigquery.store.DatasetId;
import io.wellhead.sandbox.bigquery.store.RowBatch;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were decoded before their table got a column, and are applied afterwards. */
class AddedColumnTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void rowsOnTheirWay_haveNoValueInIt() throws Exception {
    try (Warehouse warehouse =
        Warehouse.open(folder.resolve("sandbox.duckdb"), "demo", Clock.systemUTC(), null)) {
      DatasetId dataset = new DatasetId("demo", "wells");
      warehouse.datasets().create(dataset, JSON.createObjectNode());
      TableId id = new TableId(dataset, "wells");
      TableDefinition before =
          warehouse
              .tables()
              .create(
                  id,
                  (ObjectNode)
                      JSON.readTree(
                          """
                          {"schema":{"fields":[{"name":"id","type":"INTEGER"}]},
                           "tableConstraints":{"primaryKey":{"columns":["id"]}}}\
                          """));
      RowBatch late = decoded(before);
      TableDefinition after = warehouse.tables().change(id, AddedColumnTest::withNames);

      warehouse.append(late).join();

      assertThat(rows(warehouse, after)).containsExactly("7 null null");
    }
  }

  private static ObjectNode withNames(ObjectNode table) {
    ArrayNode fields = (ArrayNode) table.at("/schema/fields");
    fields.addObject().put("name", "name").put("type", "STRING");
    fields.addObject().put("name", "operator").put("type", "STRING");
    return table;
  }

  private static RowBatch decoded(TableDefinition table) throws Exception {
    DescriptorProto row =
        DescriptorProto.newBuilder()
            .setName("Row")
            .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_INT64))
            .addField(field(DecoderCompiler.CHANGE_TYPE, 2, FieldDescriptorProto.Type.TYPE_STRING))
            .addField(
                field(
                    DecoderCompiler.CHANGE_SEQUENCE_NUMBER,
                    3,
                    FieldDescriptorProto.Type.TYPE_STRING))
            .build();
    return RowDecoder.compile(row, table)
        .decode(List.of(upsert()), MissingValues.NULL, Instant.EPOCH, new ArrayList<>());
  }

  private static FieldDescriptorProto field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  private static ByteString upsert() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(1, 7);
    out.writeString(2, "UPSERT");
    out.writeString(3, "1");
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private static List<String> rows(Warehouse warehouse, TableDefinition table) throws Exception {
    return warehouse.read(
        connection -> {
          List<String> found = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery("SELECT id, name, operator FROM " + table.queryName())) {
            while (rows.next()) {
              found.add(rows.getLong(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
          }
          return found;
        });
  }
}
