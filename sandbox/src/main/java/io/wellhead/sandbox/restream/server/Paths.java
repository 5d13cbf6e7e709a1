// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The paths of section 2.0 below the version, and the methods that each takes. */
final class Paths {
  static final String DATA = "data";
  static final String DATA_CHANGES = "data_changes";
  static final String PARAMETERS = "parameters";

  /** Whoever may be asked with GET may be asked with HEAD. */
  static final List<String> READ = List.of("GET", "HEAD");

  private static final List<String> READ_AND_POST = List.of("GET", "HEAD", "POST");
  private static final Set<String> LISTS = Set.of("pads", "sites", "states");
  private static final Set<String> ROOMS = Set.of("pads", "sites");
  private static final Map<String, List<String>> BELOW_A_ROOM =
      Map.of(
          "fields",
          READ,
          "history",
          READ,
          "aggregations",
          READ,
          DATA,
          READ,
          DATA_CHANGES,
          READ_AND_POST,
          PARAMETERS,
          READ_AND_POST);

  private Paths() {}

  /**
   * Refuses with 404 what is no path of the API, and with 405 a method that the path does not take.
   * Whether an id in it exists is not looked at.
   */
  static void check(ApiCall call) {
    List<String> methods = methods(call.path());
    if (methods.isEmpty()) {
      throw Refusal.notFound();
    }
    Refusal.unlessTaken(call.exchange(), methods);
  }

  private static List<String> methods(List<String> path) {
    boolean belowARoom = ROOMS.contains(path.get(0));
    return switch (path.size()) {
      case 1, 2 -> LISTS.contains(path.get(0)) ? READ : List.of();
      case 3 -> belowARoom ? BELOW_A_ROOM.getOrDefault(path.get(2), List.of()) : List.of();
      case 4 -> belowARoom && path.get(2).equals(DATA_CHANGES) ? READ : List.of();
      default -> List.of();
    };
  }
}
