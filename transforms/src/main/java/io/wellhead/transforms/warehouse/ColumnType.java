// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The BigQuery types that our tables use, with the names under which BigQuery may report them. */
public enum ColumnType {
  STRING("STRING", FieldDescriptorProto.Type.TYPE_STRING, 2),
  /** Text that BigQuery parses; it travels as a string. */
  JSON("JSON", FieldDescriptorProto.Type.TYPE_STRING, 2),
  BYTES("BYTES", FieldDescriptorProto.Type.TYPE_BYTES, 2),
  INT64("INTEGER", FieldDescriptorProto.Type.TYPE_INT64, 0),
  FLOAT64("FLOAT", FieldDescriptorProto.Type.TYPE_DOUBLE, 1),
  BOOL("BOOLEAN", FieldDescriptorProto.Type.TYPE_BOOL, 0),
  /** Microseconds since 1970. */
  TIMESTAMP("TIMESTAMP", FieldDescriptorProto.Type.TYPE_INT64, 0);

  private final String legacyName;
  private final FieldDescriptorProto.Type protoType;
  private final int wireType;

  ColumnType(String legacyName, FieldDescriptorProto.Type protoType, int wireType) {
    this.legacyName = legacyName;
    this.protoType = protoType;
    this.wireType = wireType;
  }

  /**
   * The type of that name. BigQuery reports {@code INT64}, {@code FLOAT64} and {@code BOOL} under
   * their older names.
   *
   * @throws IllegalArgumentException if our tables do not use such a type
   */
  public static ColumnType named(String name) {
    for (ColumnType type : values()) {
      if (type.name().equalsIgnoreCase(name) || type.legacyName.equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "column type "
            + name
            + " is not supported; supported are "
            + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")));
  }

  FieldDescriptorProto.Type protoType() {
    return protoType;
  }

  int wireType() {
    return wireType;
  }
}
