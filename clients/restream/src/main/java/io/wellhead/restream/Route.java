// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Room;

/**
 * A method and a path below the base URL.
 *
 * @param method {@code GET} or {@code POST}
 * @param path starts and ends with a slash
 */
record Route(String method, String path) {

  static final Route TOKEN = new Route("POST", "/o/token/");
  private static final String V1 = "/external/thirdparty/v1/";
  private static final String V2 = "/external/thirdparty/v2/";

  static Route collection(String name) {
    return new Route("GET", V1 + name + "/");
  }

  static Route item(String name, long id) {
    return new Route("GET", V1 + name + "/" + id + "/");
  }

  static Route ofRoom(Room room, String name) {
    return new Route("GET", V1 + room.kind().collection() + "/" + room.id() + "/" + name + "/");
  }

  static Route measurements(Room room) {
    return new Route("GET", "/ws/data/" + room.kind().word() + "/" + room.id() + "/");
  }

  static Route instanceUpdates(Room room) {
    return new Route("GET", V2 + "ws/" + room.kind().collection() + "/" + room.id() + "/");
  }

  static Route dataChangeEvents(Room room) {
    return new Route("GET", instanceUpdates(room).path() + "data_changes/");
  }

  Route post() {
    return new Route("POST", path);
  }

  /** The route with ids replaced, for errors and logs. */
  String template() {
    return method + " " + path.replaceAll("/\\d+/", "/{id}/");
  }

  /** What the vendor counts concurrent calls by (ReStream API, section 5.4): no digits matter. */
  String limitKey() {
    return path.replaceAll("\\d+", "\\$");
  }
}
