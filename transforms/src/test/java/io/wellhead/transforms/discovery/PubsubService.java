// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Pub/Sub in this process: topics, subscriptions, and messages that stay until they are
 * acknowledged, with the calls of its JSON API that {@code PubsubIO} makes. A message is delivered
 * again only if its deadline is set to 0.
 */
final class PubsubService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  /** Topics by subscription. */
  private final Map<String, String> topics = new HashMap<>();

  private final Map<String, Deque<ObjectNode>> waiting = new HashMap<>();
  private final Map<String, ObjectNode> delivered = new HashMap<>();
  private int published;
  private int deliveries;

  private PubsubService(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a port that the system chooses. */
  static PubsubService start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    PubsubService service = new PubsubService(server);
    server.createContext("/v1/", service::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return service;
  }

  String rootUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String path = call.getRequestURI().getPath().substring("/v1/".length());
      boolean gzip = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"));
      JsonNode body =
          JSON.readTree(gzip ? new GZIPInputStream(call.getRequestBody()) : call.getRequestBody());
      int colon = path.lastIndexOf(':');
      String name = colon < 0 ? path : path.substring(0, colon);
      String verb = colon < 0 ? call.getRequestMethod() : path.substring(colon + 1);
      byte[] answer = JSON.writeValueAsBytes(answer(name, verb, body));
      call.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      call.sendResponseHeaders(200, answer.length);
      call.getResponseBody().write(answer);
    }
  }

  private synchronized ObjectNode answer(String name, String verb, JsonNode body) {
    ObjectNode answer = JSON.createObjectNode();
    switch (verb) {
      case "PUT" -> {
        answer.put("name", name);
        if (name.contains("/subscriptions/")) {
          topics.put(name, body.path("topic").asText());
          waiting.put(name, new ArrayDeque<>());
        }
      }
      case "GET" ->
          answer.put("name", name).put("topic", topics.get(name)).put("ackDeadlineSeconds", 60);
      case "publish" -> body.path("messages").forEach(message -> publish(name, message));
      case "pull" -> pull(name, body.path("maxMessages").asInt(), answer);
      case "acknowledge" -> body.path("ackIds").forEach(id -> delivered.remove(id.asText()));
      case "modifyAckDeadline" -> {
        if (body.path("ackDeadlineSeconds").asInt() == 0) {
          body.path("ackIds").forEach(id -> deliverAgain(name, id.asText()));
        }
      }
      default -> throw new IllegalStateException(verb + " " + name);
    }
    return answer;
  }

  private void publish(String topic, JsonNode message) {
    ObjectNode stored = message.deepCopy();
    stored.put("messageId", Integer.toString(++published));
    stored.put("publishTime", Instant.EPOCH.plusSeconds(published).toString());
    topics.forEach(
        (subscription, of) -> {
          if (of.equals(topic)) {
            waiting.get(subscription).add(stored);
          }
        });
  }

  private void pull(String subscription, int most, ObjectNode answer) {
    Deque<ObjectNode> queue = waiting.get(subscription);
    List<ObjectNode> messages = new ArrayList<>();
    while (messages.size() < most && !queue.isEmpty()) {
      ObjectNode message = queue.remove();
      String ackId = "a" + ++deliveries;
      delivered.put(ackId, message);
      ObjectNode received = JSON.createObjectNode();
      received.put("ackId", ackId).set("message", message);
      messages.add(received);
    }
    answer.putArray("receivedMessages").addAll(messages);
  }

  private void deliverAgain(String subscription, String ackId) {
    ObjectNode message = delivered.remove(ackId);
    if (message != null) {
      waiting.get(subscription).add(message);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
