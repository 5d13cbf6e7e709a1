// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a {@link ChangeEvent}; deterministic.
 *
 * <p>Version 1: uuid, stream, read method, object, schema key behind a byte for presence, instants
 * of reading and of the source, sort keys, kind of source by its name, its fields, the columns, the
 * values.
 */
public final class ChangeEventCoder extends AtomicCoder<ChangeEvent> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MOST_COLUMNS = 1_000_000;
  private static final ChangeEventCoder INSTANCE = new ChangeEventCoder();

  private ChangeEventCoder() {}

  public static ChangeEventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ChangeEvent event, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(event.uuid(), out);
    BinaryForm.writeText(event.stream(), out);
    BinaryForm.writeText(event.readMethod(), out);
    BinaryForm.writeText(event.object(), out);
    BinaryForm.writeOptionalText(event.schemaKey(), out);
    BinaryForm.writeInstant(event.readTime(), out);
    BinaryForm.writeInstant(event.sourceTime(), out);
    ValueForm.write(event.sortKeys(), out);
    BinaryForm.writeText(event.source().kind().name(), out);
    ValueForm.write(event.source().fields(), out);
    List<PayloadColumn> columns = event.payload().schema().columns();
    VarInt.encode(columns.size(), out);
    for (PayloadColumn column : columns) {
      write(column, out);
    }
    for (Object value : event.payload().values()) {
      ValueForm.write(value, out);
    }
  }

  private static void write(PayloadColumn column, OutputStream out) throws IOException {
    BinaryForm.writeText(column.name(), out);
    BinaryForm.writeText(column.type().name(), out);
    VarInt.encode(column.precision(), out);
    VarInt.encode(column.scale(), out);
    BinaryForm.writePresence(column.element(), out);
    if (column.element() != null) {
      write(column.element(), out);
    }
  }

  @Override
  public ChangeEvent decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded change event", in);
    return new ChangeEvent(
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        BinaryForm.readOptionalText(in),
        BinaryForm.readInstant(in),
        BinaryForm.readInstant(in),
        sortKeys(in),
        source(in),
        payload(in));
  }

  private static List<Object> sortKeys(InputStream in) throws IOException {
    if (!(ValueForm.read(in) instanceof List<?> keys)) {
      throw new CoderException("sort keys are no list");
    }
    return new ArrayList<>(keys);
  }

  private static SourceMetadata source(InputStream in) throws IOException {
    SourceKind kind = named(SourceKind.class, BinaryForm.readText(in));
    if (!(ValueForm.read(in) instanceof Map<?, ?> members)) {
      throw new CoderException("fields of the source are no map");
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    members.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return new SourceMetadata(kind, fields);
  }

  private static Payload payload(InputStream in) throws IOException {
    int count = BinaryForm.readCount(MOST_COLUMNS, in);
    List<PayloadColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(column(in));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(ValueForm.read(in));
    }
    return new Payload(new PayloadSchema(columns), values);
  }

  private static PayloadColumn column(InputStream in) throws IOException {
    return new PayloadColumn(
        BinaryForm.readText(in),
        named(UnifiedType.class, BinaryForm.readText(in)),
        VarInt.decodeInt(in),
        VarInt.decodeInt(in),
        BinaryForm.readPresence(in) ? column(in) : null);
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) throws CoderException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new CoderException(name + " is no " + type.getSimpleName(), e);
    }
  }

  @Override
  public TypeDescriptor<ChangeEvent> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(ChangeEvent.class);
  }
}
