// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The discovery document of the routes that the sandbox has, from which Google's Python client and
 * so {@code bq} learn its methods. Source: Google APIs discovery service, "Using the discovery
 * document".
 */
final class Discovery {
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");
  private static final String ANY = "Any";
  private static final String BASE = "bigquery/v2/";

  private Discovery() {}

  static ObjectNode document(List<Route> routes, String baseUrl) {
    ObjectNode document = Resources.object();
    document.put("kind", "discovery#restDescription").put("discoveryVersion", "v1");
    document.put("id", "bigquery:v2").put("name", "bigquery").put("version", "v2");
    document.put("title", "Wellhead BigQuery sandbox").put("protocol", "rest");
    document
        .put("rootUrl", baseUrl + "/")
        .put("servicePath", "bigquery/v2/")
        .put("batchPath", "batch");
    document.put("baseUrl", baseUrl + "/bigquery/v2/").put("basePath", "/bigquery/v2/");
    document.putObject("schemas").putObject(ANY).put("id", ANY).put("type", "object");
    ObjectNode parameters = document.putObject("parameters");
    for (String common : List.of("alt", "fields", "key", "prettyPrint", "quotaUser", "trace")) {
      parameters.putObject(common).put("type", "string").put("location", "query");
    }
    ObjectNode resources = document.putObject("resources");
    for (Route route : routes) {
      String[] id = route.id().split("\\.", 2);
      ObjectNode methods = resources.withObjectProperty(id[0]).withObjectProperty("methods");
      describe(route, methods.putObject(id[1]));
    }
    return document;
  }

  private static void describe(Route route, ObjectNode method) {
    method.put("id", "bigquery." + route.id()).put("httpMethod", route.method());
    method.put("path", PATH_PARAMETER.matcher(route.path()).replaceAll("{+$1}"));
    ObjectNode parameters = method.putObject("parameters");
    Matcher names = PATH_PARAMETER.matcher(route.path());
    while (names.find()) {
      parameters
          .putObject(names.group(1))
          .put("type", "string")
          .put("location", "path")
          .put("required", true);
      method.withArrayProperty("parameterOrder").add(names.group(1));
    }
    for (String name : route.query()) {
      parameters.putObject(name).put("type", "string").put("location", "query");
    }
    if (route.hasBody()) {
      method.putObject("request").put("$ref", ANY);
    }
    if (route.id().equals("jobs.insert")) {
      // The Python client knows its argument media_body, which bq always gives, from here only.
      method.put("supportsMediaUpload", true);
      ObjectNode upload = method.putObject("mediaUpload");
      upload.putArray("accept").add("*/*");
      upload
          .putObject("protocols")
          .putObject("simple")
          .put("multipart", true)
          .put("path", "/upload/" + BASE + route.path());
    }
    method.putObject("response").put("$ref", ANY);
  }
}
