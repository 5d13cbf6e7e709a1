// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * A small ReStream service: checks tokens, answers each path by what a test put there, remembers
 * all requests. The answers of a path are used up one after the other; the last one stays.
 */
final class FakeRestream extends Dispatcher implements AutoCloseable {

  private final MockWebServer server = new MockWebServer();
  private final Map<String, Deque<Function<RecordedRequest, MockResponse>>> answers =
      new ConcurrentHashMap<>();
  private final BlockingQueue<RecordedRequest> requests = new LinkedBlockingQueue<>();
  private int tokens;
  private volatile String validToken = "";

  FakeRestream() throws IOException {
    server.setDispatcher(this);
    server.start();
    answer("/o/token/", request -> newToken());
  }

  /** A service whose first answer to a request for a token is this one. */
  FakeRestream(MockResponse tokenAnswer) throws IOException {
    server.setDispatcher(this);
    server.start();
    answer("/o/token/", tokenAnswer);
  }

  private synchronized MockResponse newToken() {
    validToken = "token-" + ++tokens;
    return json("{\"access_token\": \"" + validToken + "\", \"expires_in\": 36000}");
  }

  static MockResponse json(String body) {
    return status(200).newBuilder().body(body).build();
  }

  static MockResponse status(int status) {
    return new MockResponse.Builder().code(status).body("{\"detail\": \"x\"}").build();
  }

  /** Adds an answer for the path. */
  FakeRestream answer(String path, Function<RecordedRequest, MockResponse> answer) {
    answers.computeIfAbsent(path, p -> new ArrayDeque<>()).add(answer);
    return this;
  }

  FakeRestream answer(String path, MockResponse answer) {
    return answer(path, request -> answer);
  }

  FakeRestream answer(String path, String json) {
    return answer(path, json(json));
  }

  /** No token that was given out is valid any more. */
  void revokeTokens() {
    validToken = "";
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    requests.add(request);
    String path = request.getUrl().encodedPath();
    Function<RecordedRequest, MockResponse> answer = next(path);
    if (answer == null) {
      return status(404);
    }
    String authorization = request.getHeaders().get("Authorization");
    return path.equals("/o/token/") || ("Bearer " + validToken).equals(authorization)
        ? answer.apply(request)
        : status(401);
  }

  private synchronized Function<RecordedRequest, MockResponse> next(String path) {
    Deque<Function<RecordedRequest, MockResponse>> left = answers.get(path);
    if (left == null) {
      return null;
    }
    return left.size() > 1 ? left.poll() : left.peek();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** All requests to a path so far, oldest first. */
  List<RecordedRequest> requests(String path) {
    return requests.stream().filter(r -> r.getUrl().encodedPath().equals(path)).toList();
  }

  List<HttpUrl> urls(String path) {
    return new ArrayList<>(requests(path).stream().map(RecordedRequest::getUrl).toList());
  }

  static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().string(StandardCharsets.UTF_8);
  }

  /** A client of this service whose waits take no time. */
  RestreamClient client(FakeTime time) {
    return builder(time).build();
  }

  RestreamClientBuilder builder(FakeTime time) {
    return RestreamClient.builder()
        .baseUrl(baseUrl())
        .credentials("id", Secret.of("hush"))
        .clock(time)
        .sleeper(time)
        .jitter(() -> 0.5);
  }

  @Override
  public void close() {
    server.close();
  }
}
