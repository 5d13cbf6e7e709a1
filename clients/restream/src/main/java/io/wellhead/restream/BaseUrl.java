// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import okhttp3.HttpUrl;

/** The service's address: HTTPS, or plaintext HTTP on this machine. */
final class BaseUrl {

  private final HttpUrl url;

  private BaseUrl(HttpUrl url) {
    this.url = url;
  }

  /**
   * Reads the address; trailing slashes do not matter.
   *
   * @throws IllegalArgumentException when it is not an address or would send the token in plaintext
   */
  static BaseUrl parse(String text) {
    HttpUrl url = HttpUrl.parse(text.trim().replaceAll("/+$", ""));
    if (url == null
        || url.querySize() > 0
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new IllegalArgumentException(
          "not a base URL: accepted is https://HOST[:PORT] without user, query and fragment");
    }
    if (!url.isHttps() && !isLoopback(url.host())) {
      throw new IllegalArgumentException(
          "base URL http://"
              + url.host()
              + " would send credentials in plaintext; http is accepted for this machine only"
              + " (localhost, 127.0.0.1, [::1])");
    }
    return new BaseUrl(url);
  }

  private static boolean isLoopback(String host) {
    boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    try {
      return host.equals("localhost")
          || (literal && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  HttpUrl resolve(Route route, Query query) {
    HttpUrl.Builder full = url.newBuilder().addPathSegments(route.path().substring(1));
    for (Map.Entry<String, String> parameter : query.parameters()) {
      full.addQueryParameter(parameter.getKey(), parameter.getValue());
    }
    return full.build();
  }

  /** Scheme, host and port. */
  @Override
  public String toString() {
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }
}
