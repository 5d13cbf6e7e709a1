// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.wellhead.sandbox.bigquery.store.ValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message straight from its wire form into an array of column values, without building a
 * message object. Made once per connection and schema by {@link DecoderCompiler}.
 */
final class RecordDecoder {

  /** Where the values of one protocol buffer field go. */
  record Slot(
      int column,
      String path,
      FieldDescriptor.Type wireType,
      boolean repeated,
      Conversions.@Nullable Conversion conversion,
      @Nullable RecordDecoder record,
      Map<Integer, String> enumNames) {}

  /** Column that must not stay null, with its path. */
  record Required(int column, String path) {}

  private final @Nullable Slot[] slots;
  private final int columns;
  private final List<Required> required;

  /**
   * @param slots by field number
   */
  RecordDecoder(@Nullable Slot[] slots, int columns, List<Required> required) {
    this.slots = slots;
    this.columns = columns;
    this.required = List.copyOf(required);
  }

  /** Reads to the end of the input or of its current limit. */
  @Nullable Object[] read(CodedInputStream in) throws IOException, ValueException {
    @Nullable Object[] values = new Object[columns];
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      Slot slot = number < slots.length ? slots[number] : null;
      if (slot == null) {
        in.skipField(tag);
      } else {
        readField(in, slot, WireFormat.getTagWireType(tag), values);
      }
    }
    return values;
  }

  /** Throws when a REQUIRED column is null; an element of a list is checked by its own decoder. */
  void checkRequired(@Nullable Object[] values) throws ValueException {
    for (Required r : required) {
      if (values[r.column()] == null) {
        throw new ValueException("Required field " + r.path() + " is missing or null");
      }
    }
  }

  private static void readField(
      CodedInputStream in, Slot slot, int wireType, @Nullable Object[] values)
      throws IOException, ValueException {
    if (!slot.repeated()) {
      values[slot.column()] = readValue(in, slot);
      return;
    }
    List<Object> list = listAt(values, slot.column());
    boolean packed =
        wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED && isPackable(slot.wireType());
    if (!packed) {
      list.add(readValue(in, slot));
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      list.add(readValue(in, slot));
    }
    in.popLimit(limit);
  }

  private static boolean isPackable(FieldDescriptor.Type type) {
    return switch (type) {
      case STRING, BYTES, MESSAGE, GROUP -> false;
      default -> true;
    };
  }

  @SuppressWarnings("unchecked") // only this class puts lists into the array
  private static List<Object> listAt(@Nullable Object[] values, int column) {
    Object list = values[column];
    if (list == null) {
      list = new ArrayList<>();
      values[column] = list;
    }
    return (List<Object>) list;
  }

  private static Object readValue(CodedInputStream in, Slot slot)
      throws IOException, ValueException {
    try {
      RecordDecoder record = slot.record();
      if (record != null) {
        return readRecord(in, slot, record);
      }
      Object raw = readScalar(in, slot);
      Conversions.Conversion conversion = slot.conversion();
      return conversion == null ? raw : conversion.convert(raw);
    } catch (ValueException e) {
      if (slot.record() != null) {
        throw e;
      }
      throw new ValueException("Field " + slot.path() + ": " + e.getMessage());
    }
  }

  private static Object readRecord(CodedInputStream in, Slot slot, RecordDecoder record)
      throws IOException, ValueException {
    if (slot.wireType() == FieldDescriptor.Type.GROUP) {
      throw new ValueException("Field " + slot.path() + ": groups are not supported");
    }
    int limit = in.pushLimit(in.readRawVarint32());
    @Nullable Object[] values = record.read(in);
    in.checkLastTagWas(0);
    in.popLimit(limit);
    record.checkRequired(values);
    return values;
  }

  private static Object readScalar(CodedInputStream in, Slot slot) throws IOException {
    return switch (slot.wireType()) {
      case INT64 -> in.readInt64();
      case UINT64 -> in.readUInt64();
      case INT32 -> (long) in.readInt32();
      case UINT32 -> in.readUInt32() & 0xFFFF_FFFFL;
      case FIXED64 -> in.readFixed64();
      case FIXED32 -> in.readFixed32() & 0xFFFF_FFFFL;
      case SFIXED32 -> (long) in.readSFixed32();
      case SFIXED64 -> in.readSFixed64();
      case SINT32 -> (long) in.readSInt32();
      case SINT64 -> in.readSInt64();
      case DOUBLE -> in.readDouble();
      case FLOAT -> (double) in.readFloat();
      case BOOL -> in.readBool();
      case STRING -> in.readStringRequireUtf8();
      case BYTES -> in.readByteArray();
      case ENUM -> readEnum(in.readEnum(), slot);
      case MESSAGE, GROUP -> throw new IllegalStateException("a message is read as a record");
    };
  }

  private static Object readEnum(int number, Slot slot) {
    return slot.enumNames().isEmpty()
        ? (Object) (long) number
        : slot.enumNames().getOrDefault(number, Integer.toString(number));
  }
}
