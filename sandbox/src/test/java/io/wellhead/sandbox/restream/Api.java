// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP calls against a sandbox, independent of our client. */
final class Api {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final RestreamSandbox sandbox;
  private final String token;

  Api(RestreamSandbox sandbox) throws Exception {
    this.sandbox = sandbox;
    this.token = grant(sandbox.clientId(), sandbox.clientSecret()).get("access_token").asText();
  }

  /** As one of the sandbox's further clients. */
  Api(RestreamSandbox sandbox, String clientId, String clientSecret) throws Exception {
    this.sandbox = sandbox;
    this.token = grant(clientId, clientSecret).get("access_token").asText();
  }

  Api(RestreamSandbox sandbox, String token) {
    this.sandbox = sandbox;
    this.token = token;
  }

  String token() {
    return token;
  }

  RestreamSandbox sandbox() {
    return sandbox;
  }

  JsonNode grant(String id, String secret) throws Exception {
    return JSON.readTree(
        postForm("client_id=" + id + "&client_secret=" + secret + "&grant_type=client_credentials")
            .body());
  }

  HttpResponse<String> postForm(String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/o/token/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(form))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  /** GET below the version path, which must answer 200. */
  JsonNode get(String path) throws Exception {
    HttpResponse<String> response = raw("/external/thirdparty/v1/" + path);
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  HttpResponse<String> raw(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        request("/external/thirdparty/v1/" + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Prefer", "streaming")
        .header("Authorization", "Bearer " + token);
  }
}
