// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

/** What a status means here, in words (ReStream API, sections 1.2 and 5.1). */
final class Statuses {

  private Statuses() {}

  static String describe(int status, Route route) {
    boolean token = route.equals(Route.TOKEN);
    return status
        + switch (status) {
          case 401, 403 -> token ? ", client id or secret rejected" : ", token rejected";
          case 404 ->
              token
                  ? ", the base URL is not that of a ReStream service"
                  : ", no such thing or not visible to this account";
          case 429 -> ", too many calls at once";
          default -> meaningOfClass(status);
        };
  }

  private static String meaningOfClass(int status) {
    if (status >= 300 && status < 400) {
      return ", a redirect: the base URL is not that of a ReStream service";
    }
    return status >= 500 ? ", the server failed" : ", the request was refused";
  }
}
