// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What datasets, tables and jobs have in common as JSON resources. */
final class Resources {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_PAGE = 50;

  private Resources() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Changes with every change of the resource. */
  static String etag(ObjectNode resource) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(resource.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The change, refused if the request was meant for another state of the stored resource. */
  static UnaryOperator<ObjectNode> ifMatching(Request request, UnaryOperator<ObjectNode> change) {
    String wanted = request.ifMatch();
    return stored -> {
      if (!wanted.isEmpty() && !wanted.equals("*") && !wanted.equals(etag(stored))) {
        throw new ServiceError(ServiceError.Reason.CONDITION_NOT_MET, "Precondition Failed");
      }
      return change.apply(stored);
    };
  }

  /**
   * Merges a patch: objects field by field, null deletes, everything else replaces.
   *
   * @return the target
   */
  static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      JsonNode value = entry.getValue();
      if (value.isNull()) {
        target.remove(entry.getKey());
      } else if (value instanceof ObjectNode object
          && target.get(entry.getKey()) instanceof ObjectNode inner) {
        merge(inner, object);
      } else {
        target.set(entry.getKey(), value.deepCopy());
      }
    }
    return target;
  }

  /** One page of a list: {@code maxResults} elements from {@code pageToken} on. */
  static <T> ObjectNode page(
      Request request, String kind, String field, List<T> all, Function<T, ObjectNode> element) {
    ObjectNode page = object().put("kind", kind);
    int start = (int) Math.min(request.number("pageToken").orElse(0L), all.size());
    int size = (int) Math.min(request.number("maxResults").orElse((long) DEFAULT_PAGE), all.size());
    int end = Math.min(all.size(), start + size);
    if (start < end) {
      ArrayNode elements = page.putArray(field);
      all.subList(start, end).forEach(e -> elements.add(element.apply(e)));
    }
    if (end < all.size()) {
      page.put("nextPageToken", Integer.toString(end));
    }
    page.put("totalItems", all.size());
    page.put("etag", etag(page));
    return page;
  }
}
