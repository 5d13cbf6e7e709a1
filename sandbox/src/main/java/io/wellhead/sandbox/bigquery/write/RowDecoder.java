// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wellhead.sandbox.bigquery.store.DefaultValue;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.RowBatch;
import io.wellhead.sandbox.bigquery.store.RowBatch.Change;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.ValueException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks the rows of append requests for one table and one writer's descriptor. Not
 * thread-safe.
 */
final class RowDecoder {
  private final TableDefinition table;
  private final RecordDecoder rows;
  private final int columns;
  private final boolean hasChanges;
  private final int[] keyColumns;
  private final List<DefaultColumn> defaults;

  /** A column that has a default, and whether the writer's descriptor has it too. */
  private record DefaultColumn(int column, String name, DefaultValue value, boolean known) {}

  private RowDecoder(
      TableDefinition table, RecordDecoder rows, List<DefaultColumn> defaults, boolean hasChanges) {
    this.table = table;
    this.rows = rows;
    this.defaults = defaults;
    this.columns = table.schema().fields().size();
    this.hasChanges = hasChanges;
    this.keyColumns = table.primaryKey().stream().mapToInt(this::columnOf).toArray();
  }

  static RowDecoder compile(DescriptorProto writerSchema, TableDefinition table)
      throws SchemaMismatch {
    Descriptor descriptor = descriptor(writerSchema);
    boolean hasChanges =
        descriptor.getFields().stream()
            .anyMatch(f -> f.getName().equalsIgnoreCase(DecoderCompiler.CHANGE_TYPE));
    if (hasChanges && !table.keyed()) {
      throw new SchemaMismatch(
          StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
          "Table " + table.id() + " must have a primary key for the use of _CHANGE_TYPE");
    }
    RecordDecoder rows = DecoderCompiler.rows(descriptor, table.schema());
    return new RowDecoder(table, rows, defaults(table, descriptor), hasChanges);
  }

  private static List<DefaultColumn> defaults(TableDefinition table, Descriptor descriptor) {
    List<DefaultColumn> defaults = new ArrayList<>();
    List<Field> fields = table.schema().fields();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i).name();
      DefaultValue value = DefaultValue.of(fields.get(i));
      if (value != null) {
        boolean known =
            descriptor.getFields().stream()
                .anyMatch(f -> DecoderCompiler.columnName(f).equalsIgnoreCase(name));
        defaults.add(new DefaultColumn(i, name, value, known));
      }
    }
    return defaults;
  }

  private static Descriptor descriptor(DescriptorProto writerSchema) throws SchemaMismatch {
    ExtensionRegistry annotations = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(annotations);
    try {
      // Parsed again, because the transport keeps the column names as unknown fields.
      DescriptorProto annotated =
          DescriptorProto.parseFrom(writerSchema.toByteString(), annotations);
      FileDescriptorProto file =
          FileDescriptorProto.newBuilder()
              .setName("writer_schema.proto")
              .addMessageType(annotated)
              .build();
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().get(0);
    } catch (DescriptorValidationException | InvalidProtocolBufferException e) {
      throw new SchemaMismatch(
          StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
          "Invalid proto schema: " + e.getMessage());
    }
  }

  boolean fits(TableDefinition other) {
    return table.generation() == other.generation() && table.version() == other.version();
  }

  boolean hasChanges() {
    return hasChanges;
  }

  /**
   * Decodes all rows; what is wrong with a row goes to {@code errors} and the batch must then not
   * be applied.
   *
   * @param now the time that defaults such as CURRENT_TIMESTAMP take
   */
  RowBatch decode(
      List<ByteString> serialized, MissingValues missing, Instant now, List<RowError> errors) {
    List<DefaultColumn> filled =
        defaults.stream().filter(d -> !d.known() || missing.isDefault(d.name())).toList();
    List<Object[]> decoded = new ArrayList<>(serialized.size());
    @Nullable List<Change> changes = hasChanges ? new ArrayList<>(serialized.size()) : null;
    for (int i = 0; i < serialized.size(); i++) {
      try {
        @Nullable Object[] values = rows.read(serialized.get(i).newCodedInput());
        Change change = changes == null ? null : change(values);
        for (DefaultColumn column : filled) {
          if (values[column.column()] == null) {
            values[column.column()] = column.value().at(now);
          }
        }
        check(values, change);
        decoded.add(values);
        if (changes != null && change != null) {
          changes.add(change);
        }
      } catch (ValueException | IOException e) {
        errors.add(
            RowError.newBuilder()
                .setIndex(i)
                .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                .setMessage(String.valueOf(e.getMessage()))
                .build());
      }
    }
    return new RowBatch(table, decoded, changes);
  }

  private Change change(@Nullable Object[] values) throws ValueException {
    Object type = values[columns];
    Object sequence = values[columns + 1];
    // A column that the table gets meanwhile must not find them in its place.
    values[columns] = null;
    values[columns + 1] = null;
    boolean delete = "DELETE".equals(type);
    if (!delete && !"UPSERT".equals(type)) {
      throw new ValueException("Invalid _CHANGE_TYPE '" + type + "'; accepted: UPSERT, DELETE");
    }
    return new Change(delete, sequence == null ? "" : SequenceNumber.normalize((String) sequence));
  }

  /** A delete needs its key only. */
  private void check(@Nullable Object[] values, @Nullable Change change) throws ValueException {
    if (change != null && change.delete()) {
      for (int key : keyColumns) {
        if (values[key] == null) {
          throw new ValueException(
              "Primary key column "
                  + table.schema().fields().get(key).name()
                  + " is missing in a DELETE");
        }
      }
      return;
    }
    rows.checkRequired(values);
  }

  private int columnOf(String name) {
    List<Field> fields = table.schema().fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no column " + name);
  }
}
