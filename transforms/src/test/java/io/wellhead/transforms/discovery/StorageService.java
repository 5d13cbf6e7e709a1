// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One bucket of Cloud Storage in this process, with the calls of its JSON API that list and read.
 * Pages have two objects. Any thread.
 */
public final class StorageService implements AutoCloseable {
  public static final String BUCKET = "changes";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 2;
  private static final Pattern OBJECT = Pattern.compile("/b/" + BUCKET + "/o/([^/]+)$");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private final HttpServer server;
  private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private long generation = 1_700_000_000_000_000L;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stored(byte[] bytes, long generation, Instant createdAt) {}

  private StorageService(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a port that the system chooses. */
  public static StorageService start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StorageService service = new StorageService(server);
    server.createContext("/", service::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return service;
  }

  /** Options of a pipeline that uses it. */
  public String[] options() {
    return new String[] {
      "--gcsEndpoint=http://127.0.0.1:" + server.getAddress().getPort() + "/storage/v1/",
      "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
      "--project=wellhead-demo"
    };
  }

  /**
   * Writes an object, or a new version of it.
   *
   * @return its generation
   */
  public synchronized long put(String name, byte[] bytes, Instant createdAt) {
    objects.put(name, new Stored(bytes, ++generation, createdAt));
    return generation;
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String path = call.getRequestURI().getRawPath();
      Map<String, String> query = query(call.getRequestURI().getRawQuery());
      Matcher object = OBJECT.matcher(path);
      if (path.endsWith("/b/" + BUCKET + "/o")) {
        send(call, 200, JSON.writeValueAsBytes(list(query)));
      } else if (object.find() && objects.containsKey(decoded(object.group(1)))) {
        get(call, decoded(object.group(1)), "media".equals(query.get("alt")));
      } else {
        send(call, 404, "{\"error\":{\"code\":404,\"message\":\"none\"}}".getBytes(UTF_8));
      }
    }
  }

  private Map<String, Object> list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    TreeSet<String> names = new TreeSet<>();
    TreeSet<String> folders = new TreeSet<>();
    for (String name : objects.tailMap(prefix, true).keySet()) {
      int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
      if (name.startsWith(prefix) && end >= 0) {
        folders.add(name.substring(0, end + 1));
      } else if (name.startsWith(prefix)) {
        names.add(name);
      }
    }
    List<String> rest = List.copyOf(names.tailSet(query.getOrDefault("pageToken", ""), false));
    List<String> page = rest.subList(0, Math.min(PAGE, rest.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", page.stream().map(this::metadata).toList());
    answer.put("prefixes", folders);
    if (page.size() < rest.size()) {
      answer.put("nextPageToken", page.get(page.size() - 1));
    }
    return answer;
  }

  private Map<String, Object> metadata(String name) {
    Stored stored = objects.get(name);
    return Map.of(
        "bucket", BUCKET,
        "name", name,
        "generation", Long.toString(stored.generation()),
        "metageneration", "1",
        "size", Integer.toString(stored.bytes().length),
        "timeCreated", stored.createdAt().toString(),
        "updated", stored.createdAt().toString());
  }

  private void get(HttpExchange call, String name, boolean media) throws IOException {
    if (!media) {
      send(call, 200, JSON.writeValueAsBytes(metadata(name)));
      return;
    }
    byte[] bytes = objects.get(name).bytes();
    call.getResponseHeaders()
        .set("x-goog-generation", Long.toString(objects.get(name).generation()));
    String asked = call.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(asked == null ? "" : asked);
    if (!range.matches()) {
      send(call, 200, bytes);
      return;
    }
    int from = Integer.parseInt(range.group(1));
    long last = range.group(2).isEmpty() ? bytes.length : Long.parseLong(range.group(2)) + 1;
    int to = (int) Math.min(last, bytes.length);
    if (from >= bytes.length) {
      send(call, 416, new byte[0]);
      return;
    }
    call.getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
    send(call, 206, Arrays.copyOfRange(bytes, from, to));
  }

  private static void send(HttpExchange call, int status, byte[] body) throws IOException {
    call.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        query.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
