// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.Failure.AttemptFailed;
import io.wellhead.restream.Failure.Kind;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import java.time.Duration;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The client-credentials request (ReStream API, section 1.2). */
final class TokenEndpoint implements OAuthTokens.Fetch {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Transport transport;
  private final String clientId;
  private final Secret clientSecret;

  TokenEndpoint(Transport transport, String clientId, Secret clientSecret) {
    this.transport = transport;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  @Override
  public OAuthTokens.Token fetch(Cancellation cancellation) throws AttemptFailed {
    Request request =
        transport
            .request(Route.TOKEN, new Query(), null)
            .post(
                new FormBody.Builder()
                    .add("client_id", clientId)
                    .add("client_secret", clientSecret.reveal())
                    .add("grant_type", "client_credentials")
                    .build())
            .build();
    Map<?, ?> answer =
        transport.exchange(Route.TOKEN, request, LIMIT, TokenEndpoint::json, cancellation);
    if (answer.isEmpty()) {
      throw failed(Kind.CUT, "the answer is not a JSON object");
    }
    return token(answer.get("access_token"), answer.get("expires_in"));
  }

  /** The object; empty when it is none, which is tried again other than a missing field. */
  private static Map<?, ?> json(byte[] body) {
    try {
      return WireJson.decode(body, Map.class);
    } catch (WireFormatException e) {
      return Map.of();
    }
  }

  private static OAuthTokens.Token token(@Nullable Object token, @Nullable Object expiresIn)
      throws AttemptFailed {
    if (!(token instanceof String text) || text.isBlank()) {
      throw failed(Kind.MALFORMED, "the answer lacks access_token");
    }
    try {
      double seconds = Double.parseDouble(String.valueOf(expiresIn));
      return new OAuthTokens.Token(Secret.of(text), Duration.ofSeconds((long) seconds));
    } catch (NumberFormatException e) {
      throw failed(Kind.MALFORMED, "expires_in of the answer is missing or no number");
    }
  }

  private static AttemptFailed failed(Kind kind, String detail) {
    return new AttemptFailed(
        new Failure(kind, ErrorPlace.of(Route.TOKEN), true, detail, null, null));
  }
}
