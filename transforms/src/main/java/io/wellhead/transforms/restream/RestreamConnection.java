// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * How to reach a ReStream account, without its secrets; equal connections share one client in a
 * JVM.
 *
 * @param baseUrl scheme, host and port, such as {@code https://app.restreamsolutions.com}; plain
 *     {@code http} only to this machine
 * @param clientId the OAuth2 client id (ReStream API spec, section 1.2)
 * @param clientSecret where to find the OAuth2 client secret
 * @param siUnits true for SI units, false for imperial ones (section 6.4)
 * @param routed true to read pads as one record per site and second, false for one record per pad
 *     and second with prefixed fields (section 6.3)
 * @param readTimeout how long the service may be silent within an answer over REST before it is
 *     asked again. In a JVM the first connection of an account decides
 */
public record RestreamConnection(
    URI baseUrl,
    String clientId,
    SecretReference clientSecret,
    boolean siUnits,
    boolean routed,
    Duration readTimeout)
    implements Serializable {
  /** Answers of years begin late. */
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public RestreamConnection {
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("the ReStream client id is empty");
    }
    requireNonNull(clientSecret, "clientSecret");
    if (readTimeout.isZero() || readTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "read timeout " + readTimeout + ": accepted is more than zero");
    }
    String scheme = String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    boolean local = scheme.equals("http") && LOOPBACK.contains(String.valueOf(baseUrl.getHost()));
    if (baseUrl.getHost() == null || !(secure || local) || baseUrl.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "ReStream base URL %s://%s: accepted are https://HOST and, on this machine, http://localhost:PORT"
              .formatted(scheme, baseUrl.getHost()));
    }
  }

  /** A connection that reads imperial units and routed pads. */
  public static RestreamConnection of(
      String baseUrl, String clientId, SecretReference clientSecret) {
    return new RestreamConnection(
        URI.create(baseUrl), clientId, clientSecret, false, true, READ_TIMEOUT);
  }

  /** The same account, read in SI units or not. */
  public RestreamConnection withSiUnits(boolean si) {
    return new RestreamConnection(baseUrl, clientId, clientSecret, si, routed, readTimeout);
  }

  /** The same account, pads read routed to their sites or not. */
  public RestreamConnection withRouted(boolean perSite) {
    return new RestreamConnection(baseUrl, clientId, clientSecret, siUnits, perSite, readTimeout);
  }

  /** The same account, with another patience for answers over REST. */
  public RestreamConnection withReadTimeout(Duration silence) {
    return new RestreamConnection(baseUrl, clientId, clientSecret, siUnits, routed, silence);
  }
}
