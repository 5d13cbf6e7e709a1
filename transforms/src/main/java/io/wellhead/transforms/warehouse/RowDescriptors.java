// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/**
 * Describes a table's rows as a protocol buffer message: one field per column, in order, then for
 * current-state tables the two pseudo-columns; a record is a message of its own within. Fields are
 * optional or repeated, because a delete carries only the key; {@link RowWriter} checks what is
 * required.
 */
final class RowDescriptors {
  private RowDescriptors() {}

  static int fieldNumber(int columnIndex) {
    return columnIndex + 1;
  }

  static Descriptor of(TableDefinition table) {
    List<Column> columns = table.columns();
    DescriptorProto.Builder message = message("Row", columns);
    if (table.isCurrentState()) {
      message.addField(pseudoColumn(CdcColumns.CHANGE_TYPE, columns.size()));
      message.addField(pseudoColumn(CdcColumns.CHANGE_SEQUENCE_NUMBER, columns.size() + 1));
    }
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName(table.dataset() + "/" + table.name() + ".proto")
            .addMessageType(message)
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Row");
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(table.qualifiedName() + " cannot be described", e);
    }
  }

  private static DescriptorProto.Builder message(String name, List<Column> columns) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    for (int index = 0; index < columns.size(); index++) {
      Column column = columns.get(index);
      FieldDescriptorProto.Builder field = field(column.name(), index, column.type());
      if (column.repeated()) {
        field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
      }
      if (column.type() == ColumnType.RECORD) {
        String type = "Record" + fieldNumber(index); // a column's name may be taken by another's
        message.addNestedType(message(type, column.fields()));
        field.setTypeName(type);
      }
      message.addField(field);
    }
    return message;
  }

  private static FieldDescriptorProto.Builder pseudoColumn(String name, int index) {
    return field(name, index, ColumnType.STRING);
  }

  private static FieldDescriptorProto.Builder field(String name, int index, ColumnType type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(fieldNumber(index))
        .setType(type.protoType())
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
  }
}
