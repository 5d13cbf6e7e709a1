// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ReStream sandbox has served over a stretch of time, decoded from the bytes that it
 * serves.
 */
final class SimulatedTruth {
  private static final JsonFactory JSON = new JsonFactory();

  /** A record: its numeric and text fields by name, without timestamp and site id. */
  record Second(Map<String, Double> numbers, Map<String, String> texts) {}

  private final Map<Long, Map<Long, Second>> bySite = new HashMap<>();

  private SimulatedTruth() {}

  /**
   * Reads the truth.
   *
   * @param from first second, epoch
   * @param until end, exclusive
   */
  static SimulatedTruth of(RestreamSandbox sandbox, long from, long until) {
    SimulatedTruth truth = new SimulatedTruth();
    for (long site : sandbox.siteIds()) {
      Map<Long, Second> seconds = new HashMap<>();
      sandbox
          .truth()
          .between(site, from, until - 1)
          .forEach((second, json) -> seconds.put(second, decode(json)));
      truth.bySite.put(site, seconds);
    }
    return truth;
  }

  List<Long> sites() {
    return bySite.keySet().stream().sorted().toList();
  }

  Map<Long, Second> seconds(long site) {
    return bySite.getOrDefault(site, Map.of());
  }

  long records() {
    return bySite.values().stream().mapToLong(Map::size).sum();
  }

  /** Numbers and texts of a JSON object. */
  static Second decode(byte[] record) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(record)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("timestamp") || name.equals("site_id")) {
          continue;
        }
        if (value.isNumeric()) {
          numbers.put(name, json.getDoubleValue());
        } else if (value == JsonToken.VALUE_STRING) {
          texts.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Second(numbers, texts);
  }
}
