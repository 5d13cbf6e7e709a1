// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the value of one column of the current state is made of that of a column that was received.
 */
final class Making {
  private final @Nullable JsonPath path;
  private final ColumnEntry.@Nullable Decoding decoding;
  private final ColumnEntry.@Nullable Normalize cleaning;
  private final @Nullable TargetType type;
  private final Casts.@Nullable Cast cast;

  /**
   * Works out the way.
   *
   * @param rules null if the value stays as it is
   * @param source type of the column that it is made of
   */
  Making(@Nullable ColumnEntry rules, UnifiedType source) {
    boolean none = rules == null;
    path = none || rules.jsonPath() == null ? null : JsonPath.parse(rules.jsonPath());
    decoding = none ? null : rules.decode();
    cleaning = none ? null : rules.normalize();
    type = none ? null : rules.type();
    boolean plain = path != null || source == UnifiedType.UNTYPED;
    cast =
        type == null
            ? null
            : type == TargetType.JSON && plain ? Casts::jsonOfPlain : Casts.to(type);
  }

  /** The column that its values are of. */
  PayloadColumn column(String name, PayloadColumn source) {
    if (type != null) {
      return type.column(name);
    } else if (decoding != null) {
      return PayloadColumn.of(name, UnifiedType.BYTES);
    } else if (path != null) {
      return PayloadColumn.of(name, UnifiedType.JSON);
    }
    return new PayloadColumn(
        name, source.type(), source.precision(), source.scale(), source.element());
  }

  /** The value before it is cleaned. */
  @Nullable Object take(Object value) throws CastException {
    Object taken = value;
    if (path != null) {
      try {
        JsonText part = path.find(PlainText.of(value));
        taken = part == null || type == null ? part : JsonValues.plain(part);
      } catch (IOException e) {
        throw CastException.type(value, "JSON");
      }
    }
    if (taken != null && decoding != null && !(taken instanceof ByteBuffer)) {
      taken = decode(taken);
    }
    return taken;
  }

  private ByteBuffer decode(Object value) throws CastException {
    if (!(value instanceof String text)) {
      throw CastException.type(value, "text");
    } else if (decoding == ColumnEntry.Decoding.BASE64) {
      return Casts.base64(text);
    }
    try {
      return ByteBuffer.wrap(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      throw CastException.type(value, "hexadecimal digits, two for each byte");
    }
  }

  /** The value that the row gets. */
  @Nullable Object finish(Object taken) throws CastException {
    Object clean = cleaning != null && taken instanceof String text ? cleaning.apply(text) : taken;
    return clean == null || cast == null ? clean : cast.apply(clean);
  }
}
