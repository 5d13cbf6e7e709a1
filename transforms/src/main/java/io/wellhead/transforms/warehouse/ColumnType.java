// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The BigQuery types that our tables use, with the names under which BigQuery may report them.
 * INTERVAL and RANGE are not among them: the Storage Write path of Beam knows neither.
 */
public enum ColumnType {
  STRING("STRING", FieldDescriptorProto.Type.TYPE_STRING, 2),
  /** Text that BigQuery parses; it travels as a string. */
  JSON("JSON", FieldDescriptorProto.Type.TYPE_STRING, 2),
  BYTES("BYTES", FieldDescriptorProto.Type.TYPE_BYTES, 2),
  INT64("INTEGER", FieldDescriptorProto.Type.TYPE_INT64, 0),
  FLOAT64("FLOAT", FieldDescriptorProto.Type.TYPE_DOUBLE, 1),
  BOOL("BOOLEAN", FieldDescriptorProto.Type.TYPE_BOOL, 0),
  /** Microseconds since 1970. */
  TIMESTAMP("TIMESTAMP", FieldDescriptorProto.Type.TYPE_INT64, 0),
  /** At most 29 digits before and 9 behind the point. It travels as text, which stays readable. */
  NUMERIC("DECIMAL", FieldDescriptorProto.Type.TYPE_STRING, 2),
  /** At most 38 digits behind the point, and times 10^38 a signed integer of 256 bits; as text. */
  BIGNUMERIC("BIGDECIMAL", FieldDescriptorProto.Type.TYPE_STRING, 2),
  /** Days since 1970. */
  DATE("DATE", FieldDescriptorProto.Type.TYPE_INT32, 0),
  /** Packed into 64 bits, as DATETIME is; see {@link CivilTimes}. */
  TIME("TIME", FieldDescriptorProto.Type.TYPE_INT64, 0),
  DATETIME("DATETIME", FieldDescriptorProto.Type.TYPE_INT64, 0),
  /** Well-known text, or GeoJSON, that BigQuery parses. */
  GEOGRAPHY("GEOGRAPHY", FieldDescriptorProto.Type.TYPE_STRING, 2),
  /** Columns within a column. */
  RECORD("STRUCT", FieldDescriptorProto.Type.TYPE_MESSAGE, 2);

  private final String otherName;
  private final FieldDescriptorProto.Type protoType;
  private final int wireType;

  ColumnType(String otherName, FieldDescriptorProto.Type protoType, int wireType) {
    this.otherName = otherName;
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
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "column type "
                        + name
                        + " is not supported; supported are "
                        + Arrays.stream(values())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "))));
  }

  /** The type of that name; empty if our tables do not use such a type. */
  static Optional<ColumnType> find(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equalsIgnoreCase(name) || type.otherName.equalsIgnoreCase(name))
        .findFirst();
  }

  /**
   * Whether every value of this type is also one of the other, which BigQuery can make of a column
   * in place: INT64, NUMERIC, BIGNUMERIC, FLOAT64, each into those behind it. (FLOAT64 may round;
   * BigQuery counts it as the widest.)
   */
  public boolean isWidenedBy(ColumnType other) {
    return width() > 0 && other.width() > width();
  }

  private int width() {
    return switch (this) {
      case INT64 -> 1;
      case NUMERIC -> 2;
      case BIGNUMERIC -> 3;
      case FLOAT64 -> 4;
      default -> 0;
    };
  }

  FieldDescriptorProto.Type protoType() {
    return protoType;
  }

  int wireType() {
    return wireType;
  }
}
