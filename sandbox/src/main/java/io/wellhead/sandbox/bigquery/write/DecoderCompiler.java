// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.FieldType;
import io.wellhead.sandbox.bigquery.store.TableSchema;
import io.wellhead.sandbox.bigquery.write.RecordDecoder.Required;
import io.wellhead.sandbox.bigquery.write.RecordDecoder.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the fields of a writer's descriptor with the columns of a table, by name without regard to
 * case.
 */
final class DecoderCompiler {
  static final String CHANGE_TYPE = "_CHANGE_TYPE";
  static final String CHANGE_SEQUENCE_NUMBER = "_CHANGE_SEQUENCE_NUMBER";

  private DecoderCompiler() {}

  /**
   * A decoder of whole rows: the columns of the table, then {@code _CHANGE_TYPE} and {@code
   * _CHANGE_SEQUENCE_NUMBER} as they came.
   */
  static RecordDecoder rows(Descriptor descriptor, TableSchema schema) throws SchemaMismatch {
    return compile(descriptor, schema.fields(), "", schema.fields().size());
  }

  /**
   * @param pseudo column of the first pseudo column, or -1 within records
   */
  private static RecordDecoder compile(
      Descriptor descriptor, List<Field> fields, String parent, int pseudo) throws SchemaMismatch {
    int highest =
        descriptor.getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
    @Nullable Slot[] slots = new Slot[highest + 1];
    for (FieldDescriptor proto : descriptor.getFields()) {
      slots[proto.getNumber()] = slot(proto, fields, parent, pseudo);
    }
    List<Required> required = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).required()) {
        required.add(new Required(i, parent + fields.get(i).name()));
      }
    }
    return new RecordDecoder(slots, pseudo < 0 ? fields.size() : pseudo + 2, required);
  }

  private static Slot slot(FieldDescriptor proto, List<Field> fields, String parent, int pseudo)
      throws SchemaMismatch {
    String name = columnName(proto);
    if (pseudo >= 0 && name.equalsIgnoreCase(CHANGE_TYPE)) {
      return text(proto, pseudo, CHANGE_TYPE);
    }
    if (pseudo >= 0 && name.equalsIgnoreCase(CHANGE_SEQUENCE_NUMBER)) {
      return text(proto, pseudo + 1, CHANGE_SEQUENCE_NUMBER);
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return column(proto, i, fields.get(i), parent + fields.get(i).name());
      }
    }
    throw new SchemaMismatch(
        StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
        "Input schema has more fields than BigQuery schema, extra fields: '" + parent + name + "'");
  }

  /** Names that protocol buffers cannot spell are given by an annotation. */
  static String columnName(FieldDescriptor proto) {
    String annotated = proto.getOptions().getExtension(AnnotationsProto.columnName);
    return annotated.isEmpty() ? proto.getName() : annotated;
  }

  private static Slot text(FieldDescriptor proto, int column, String name) throws SchemaMismatch {
    if (proto.getType() != FieldDescriptor.Type.STRING || proto.isRepeated()) {
      throw mismatch(proto, name, "STRING");
    }
    return new Slot(column, name, proto.getType(), false, null, null, Map.of());
  }

  private static Slot column(FieldDescriptor proto, int column, Field field, String path)
      throws SchemaMismatch {
    if (proto.isRepeated() != field.repeated()) {
      throw new SchemaMismatch(
          StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
          "The field '"
              + path
              + "' is "
              + field.mode()
              + " in the table but "
              + (proto.isRepeated() ? "repeated" : "not repeated")
              + " in the writer's schema");
    }
    if (proto.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return message(proto, column, field, path);
    }
    Conversions.Conversion conversion = Conversions.find(field, proto.getJavaType());
    if (conversion == null) {
      throw mismatch(proto, path, field.type().name());
    }
    return new Slot(
        column, path, proto.getType(), field.repeated(), conversion, null, enumNames(proto, field));
  }

  private static Slot message(FieldDescriptor proto, int column, Field field, String path)
      throws SchemaMismatch {
    if (field.type() != FieldType.RECORD && field.type() != FieldType.RANGE) {
      throw mismatch(proto, path, field.type().name());
    }
    RecordDecoder record = compile(proto.getMessageType(), field.fields(), path + ".", -1);
    return new Slot(column, path, proto.getType(), field.repeated(), null, record, Map.of());
  }

  private static Map<Integer, String> enumNames(FieldDescriptor proto, Field field) {
    Map<Integer, String> names = new HashMap<>();
    if (proto.getType() == FieldDescriptor.Type.ENUM && field.type() == FieldType.STRING) {
      for (EnumValueDescriptor value : proto.getEnumType().getValues()) {
        names.putIfAbsent(value.getNumber(), value.getName());
      }
    }
    return Map.copyOf(names);
  }

  private static SchemaMismatch mismatch(FieldDescriptor proto, String path, String columnType) {
    return new SchemaMismatch(
        StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
        "The proto field mismatched with BigQuery field at "
            + path
            + ", the proto field type "
            + proto.getType().name().toLowerCase(Locale.ROOT)
            + ", BigQuery field type "
            + columnType);
  }
}
