// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.protobuf.AbstractMessage;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row already in the form in which it goes over the wire.
 *
 * <p>{@code BigQueryIO.writeProtos} forwards the bytes of a compiled message untouched, which is by
 * far its cheapest path (see the decision record on writing rows). It asks the message class for
 * its descriptor, by the static method that generated classes have, while the pipeline is built.
 * Our descriptors come from schema files, so {@link #describedBy} lends the right one to the
 * building thread for that moment; afterwards nothing asks an instance for anything but its bytes.
 */
public final class EncodedRow extends AbstractMessage {
  private static final ThreadLocal<@Nullable Descriptor> DESCRIPTOR = new ThreadLocal<>();

  private final byte[] bytes;
  private final @Nullable TableName table;

  EncodedRow(byte[] bytes) {
    this(bytes, null);
  }

  /**
   * A row with its destination.
   *
   * @param table null when the write has one table
   */
  EncodedRow(byte[] bytes, @Nullable TableName table) {
    this.bytes = bytes;
    this.table = table;
  }

  /** The table that the row goes to; null when the write has one table. */
  @Nullable TableName table() {
    return table;
  }

  /** Runs the building of a write while {@link #getDescriptor()} answers with that descriptor. */
  static <T> T describedBy(Descriptor descriptor, Supplier<T> build) {
    DESCRIPTOR.set(descriptor);
    try {
      return build.get();
    } finally {
      DESCRIPTOR.remove();
    }
  }

  /** Called by {@code BigQueryIO}, by name. */
  public static Descriptor getDescriptor() {
    Descriptor descriptor = DESCRIPTOR.get();
    if (descriptor == null) {
      throw new IllegalStateException("a row has a descriptor only while its write is built");
    }
    return descriptor;
  }

  /** The message itself, shared and never changed. */
  @Override
  public byte[] toByteArray() {
    return bytes;
  }

  @Override
  public int getSerializedSize() {
    return bytes.length;
  }

  @Override
  public void writeTo(com.google.protobuf.CodedOutputStream output) throws java.io.IOException {
    output.writeRawBytes(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EncodedRow row
        && java.util.Arrays.equals(bytes, row.bytes)
        && Objects.equals(table, row.table);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes);
  }

  @Override
  public Descriptor getDescriptorForType() {
    return getDescriptor();
  }

  private DynamicMessage parsed() {
    try {
      return DynamicMessage.parseFrom(getDescriptor(), bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a row is not a message", e);
    }
  }

  @Override
  public Map<FieldDescriptor, Object> getAllFields() {
    return parsed().getAllFields();
  }

  @Override
  public boolean hasField(FieldDescriptor field) {
    return parsed().hasField(field);
  }

  @Override
  public Object getField(FieldDescriptor field) {
    return parsed().getField(field);
  }

  @Override
  public int getRepeatedFieldCount(FieldDescriptor field) {
    return parsed().getRepeatedFieldCount(field);
  }

  @Override
  public Object getRepeatedField(FieldDescriptor field, int index) {
    return parsed().getRepeatedField(field, index);
  }

  @Override
  public UnknownFieldSet getUnknownFields() {
    return parsed().getUnknownFields();
  }

  @Override
  public Message.Builder newBuilderForType() {
    return DynamicMessage.newBuilder(getDescriptor());
  }

  @Override
  public Message.Builder toBuilder() {
    return parsed().toBuilder();
  }

  @Override
  public Message getDefaultInstanceForType() {
    return DynamicMessage.getDefaultInstance(getDescriptor());
  }

  @Override
  public Parser<? extends Message> getParserForType() {
    return DynamicMessage.getDefaultInstance(getDescriptor()).getParserForType();
  }
}
