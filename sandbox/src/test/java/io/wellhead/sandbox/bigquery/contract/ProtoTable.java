// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row type as a writer describes it, and rows of it. */
public final class ProtoTable {
  private final DescriptorProto.Builder type = DescriptorProto.newBuilder().setName("Row");

  public static ProtoTable of() {
    return new ProtoTable();
  }

  public ProtoTable int64(String name) {
    return field(name, FieldDescriptorProto.Type.TYPE_INT64);
  }

  public ProtoTable string(String name) {
    return field(name, FieldDescriptorProto.Type.TYPE_STRING);
  }

  public ProtoTable bytes(String name) {
    return field(name, FieldDescriptorProto.Type.TYPE_BYTES);
  }

  public ProtoTable record(String name, ProtoTable inner) {
    return record(name, FieldDescriptorProto.Label.LABEL_OPTIONAL, inner);
  }

  public ProtoTable records(String name, ProtoTable inner) {
    return record(name, FieldDescriptorProto.Label.LABEL_REPEATED, inner);
  }

  public ProtoTable field(String name, FieldDescriptorProto.Type fieldType) {
    return add(name, fieldType, FieldDescriptorProto.Label.LABEL_OPTIONAL, null);
  }

  public ProtoTable repeated(String name, FieldDescriptorProto.Type fieldType) {
    return add(name, fieldType, FieldDescriptorProto.Label.LABEL_REPEATED, null);
  }

  private ProtoTable record(String name, FieldDescriptorProto.Label label, ProtoTable inner) {
    String typeName = name + "_type";
    type.addNestedType(inner.type.clone().setName(typeName));
    return add(name, FieldDescriptorProto.Type.TYPE_MESSAGE, label, typeName);
  }

  private ProtoTable add(
      String name,
      FieldDescriptorProto.Type fieldType,
      FieldDescriptorProto.Label label,
      @Nullable String typeName) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(type.getFieldCount() + 1)
            .setType(fieldType)
            .setLabel(label);
    if (typeName != null) {
      field.setTypeName(typeName);
    }
    type.addField(field);
    return this;
  }

  public ProtoSchema schema() {
    return ProtoSchema.newBuilder().setProtoDescriptor(type).build();
  }

  private Descriptor descriptor() {
    try {
      FileDescriptorProto file =
          FileDescriptorProto.newBuilder().setName("row.proto").addMessageType(type).build();
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().get(0);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A row; values in the order of the fields, null leaves a field out, a record is a list of its
   * values.
   */
  public ByteString row(@Nullable Object... values) {
    return message(descriptor(), values).toByteString();
  }

  private static DynamicMessage message(Descriptor descriptor, @Nullable Object... values) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
    List<FieldDescriptor> fields = descriptor.getFields();
    for (int i = 0; i < values.length; i++) {
      FieldDescriptor field = fields.get(i);
      Object value = values[i];
      if (value == null) {
        continue;
      }
      if (field.isRepeated()) {
        for (Object element : (List<?>) value) {
          message.addRepeatedField(field, element(field, element));
        }
      } else {
        message.setField(field, element(field, value));
      }
    }
    return message.build();
  }

  private static Object element(FieldDescriptor field, Object value) {
    return field.getType() == FieldDescriptor.Type.MESSAGE
        ? message(field.getMessageType(), ((List<?>) value).toArray())
        : value;
  }
}
