// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import io.wellhead.restream.model.Room;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A pad or a site: {@code pad:412}, {@code site:9102}. */
public final class RoomConverter implements ITypeConverter<Room> {
  @Override
  public Room convert(String text) {
    try {
      return Room.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
