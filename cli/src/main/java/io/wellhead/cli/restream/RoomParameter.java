// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.options.RoomConverter;
import io.wellhead.restream.model.Room;
import picocli.CommandLine.Parameters;

/** The pad or site that a command is about. */
final class RoomParameter {
  @Parameters(
      index = "0",
      paramLabel = "ROOM",
      converter = RoomConverter.class,
      description = "pad:ID or site:ID.")
  private Room room;

  Room get() {
    return room;
  }
}
