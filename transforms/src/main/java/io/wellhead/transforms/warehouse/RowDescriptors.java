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
 * Describes a table's rows as a protocol buffer message: one optional field per column, in order,
 * then for current-state tables the two pseudo-columns. Optional throughout, because a delete
 * carries only the key; {@link RowWriter} checks what is required.
 */
final class RowDescriptors {
  private RowDescriptors() {}

  static int fieldNumber(int columnIndex) {
    return columnIndex + 1;
  }

  static Descriptor of(TableDefinition table) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
    List<Column> columns = table.columns();
    for (int index = 0; index < columns.size(); index++) {
      add(message, columns.get(index).name(), index, columns.get(index).type());
    }
    if (table.isCurrentState()) {
      add(message, CdcColumns.CHANGE_TYPE, columns.size(), ColumnType.STRING);
      add(message, CdcColumns.CHANGE_SEQUENCE_NUMBER, columns.size() + 1, ColumnType.STRING);
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

  private static void add(
      DescriptorProto.Builder message, String name, int index, ColumnType type) {
    message.addField(
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(fieldNumber(index))
            .setType(type.protoType())
            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL));
  }
}
