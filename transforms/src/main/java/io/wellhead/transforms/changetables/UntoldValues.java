// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue.Geometry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that an update of PostgreSQL may not tell. What does not fit into a row of its pages is
 * stored apart, and an update that leaves it as it was does not log it; the event has NULL there,
 * as if that were the value.
 */
final class UntoldValues {
  /** Rows of at most that many bytes have no value apart. */
  private static final long WHOLE_ROW = 2_000;

  /** Values of at most that many bytes are never stored apart: what points to them is as long. */
  private static final long WHOLE_VALUE = 20;

  /** The same where the file does not tell types: times and uuids are text there. */
  private static final long WHOLE_UNTYPED = 36;

  private static final long ROW_HEADER = 64;
  private static final long SMALL_VALUE = 24;

  /** Most bytes that PostgreSQL needs for a character of a document or an array. */
  private static final long PARSED = 8;

  private UntoldValues() {}

  /** Whether an event is an update that may leave something out. */
  static boolean isUpdate(ChangeEvent event) {
    return event.source().kind() == SourceKind.POSTGRESQL
        && !event.isBackfill()
        && !event.source().isDelete()
        && "UPDATE".equals(event.source().changeType());
  }

  /** Whether JSON files tell of it: those may leave out columns, and types. */
  static boolean isUntyped(ChangeEvent event) {
    for (PayloadColumn column : event.payload().schema().columns()) {
      if (column.type() == UnifiedType.UNTYPED) {
        return true;
      }
    }
    return false;
  }

  /** Whether the event may lack one at least. */
  static boolean isAny(ChangeEvent event) {
    return !columns(event).isEmpty();
  }

  /** Columns of the row image that are NULL, or not told. */
  static List<String> columns(ChangeEvent event) {
    if (!isUpdate(event)) {
      return List.of();
    }
    List<String> names = List.of();
    List<PayloadColumn> columns = event.payload().schema().columns();
    List<@Nullable Object> values = event.payload().values();
    for (int i = 0; i < columns.size(); i++) {
      if (values.get(i) == null && mayBeApart(columns.get(i).type())) {
        names = names.isEmpty() ? new ArrayList<>() : names;
        names.add(columns.get(i).name());
      }
    }
    return names;
  }

  /** Numbers are, too, but only those of hundreds of digits. */
  private static boolean mayBeApart(UnifiedType type) {
    return switch (type) {
      case STRING, VARCHAR, BYTES, JSON, ARRAY, GEOMETRY, UNTYPED -> true;
      default -> false;
    };
  }

  /**
   * Whether PostgreSQL may have stored one of a row's values apart.
   *
   * @param type of the value's column
   * @param told values that the event of the row tells
   */
  static boolean isApart(Object value, UnifiedType type, List<@Nullable Object> told) {
    if (size(value) <= (type == UnifiedType.UNTYPED ? WHOLE_UNTYPED : WHOLE_VALUE)) {
      return false;
    }
    long size = ROW_HEADER;
    for (Object one : told) {
      size += one == null ? SMALL_VALUE : Math.max(SMALL_VALUE, size(one) + Long.BYTES);
    }
    return size > WHOLE_ROW;
  }

  /** Whether a value is of a class that large ones have. */
  static boolean isOfLargeClass(Object value) {
    return size(value) > 0;
  }

  /** Bytes that a value has in the source at most. */
  private static long size(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    } else if (value instanceof ByteBuffer bytes) {
      return bytes.remaining();
    } else if (value instanceof Geometry geometry) {
      return geometry.wkb().remaining();
    } else if (value instanceof JsonText json) {
      return json.text().length() * PARSED;
    } else if (value instanceof List<?> items) {
      return EventJson.text(items).length() * PARSED;
    }
    return 0;
  }
}
