// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.DatasetId;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.List;
import java.util.function.UnaryOperator;

/** datasets.* and projects.list. */
final class DatasetRoutes {
  private static final String ALL = "projects/{projectId}/datasets";
  private static final String ONE = ALL + "/{datasetId}";
  private static final List<String> MADE_BY_SERVER =
      List.of("kind", "etag", "id", "selfLink", "creationTime", "lastModifiedTime", "type");

  private final Warehouse warehouse;

  DatasetRoutes(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  List<Route> routes() {
    return List.of(
        Route.get("projects.list", "projects", this::projects, "maxResults", "pageToken"),
        Route.get("datasets.list", ALL, this::list, "all", "filter", "maxResults", "pageToken"),
        Route.post("datasets.insert", ALL, this::insert, "accessPolicyVersion"),
        Route.get("datasets.get", ONE, this::get, "datasetView", "accessPolicyVersion"),
        Route.put("datasets.update", ONE, this::update, "accessPolicyVersion", "updateMode"),
        Route.patch("datasets.patch", ONE, this::patch, "accessPolicyVersion", "updateMode"),
        Route.delete("datasets.delete", ONE, this::delete, "deleteContents"));
  }

  private ObjectNode projects(Request request) {
    return Resources.page(
        request,
        "bigquery#projectList",
        "projects",
        warehouse.datasets().projects(),
        project -> {
          ObjectNode node = Resources.object().put("kind", "bigquery#project").put("id", project);
          node.put("numericId", Integer.toUnsignedString(project.hashCode()))
              .put("friendlyName", project);
          node.putObject("projectReference").put("projectId", project);
          return node;
        });
  }

  private ObjectNode list(Request request) {
    List<DatasetId> ids = warehouse.datasets().of(request.path("projectId"));
    return Resources.page(
        request, "bigquery#datasetList", "datasets", ids, id -> listed(request, id));
  }

  private ObjectNode listed(Request request, DatasetId id) {
    ObjectNode full = resource(request, id, warehouse.datasets().get(id));
    full.retain("kind", "id", "datasetReference", "labels", "friendlyName", "location");
    return full;
  }

  private ObjectNode insert(Request request) {
    ObjectNode body = request.body();
    String dataset = body.path("datasetReference").path("datasetId").asText("");
    if (dataset.isEmpty()) {
      throw ServiceError.invalid("Required parameter is missing: datasetReference.datasetId");
    }
    DatasetId id = new DatasetId(request.path("projectId"), dataset);
    return resource(request, id, warehouse.datasets().create(id, clean(body)));
  }

  private ObjectNode get(Request request) {
    DatasetId id = request.dataset();
    return resource(request, id, warehouse.datasets().get(id));
  }

  private ObjectNode update(Request request) {
    return change(
        request,
        old -> {
          ObjectNode next = clean(request.body());
          next.set("creationTime", old.get("creationTime"));
          return next;
        });
  }

  private ObjectNode patch(Request request) {
    return change(request, old -> Resources.merge(old, clean(request.body())));
  }

  private ObjectNode change(Request request, UnaryOperator<ObjectNode> change) {
    DatasetId id = request.dataset();
    ObjectNode changed = warehouse.datasets().change(id, Resources.ifMatching(request, change));
    return resource(request, id, changed);
  }

  private ObjectNode delete(Request request) {
    warehouse.datasets().delete(request.dataset(), request.flag("deleteContents"));
    return Resources.object();
  }

  private static ObjectNode clean(ObjectNode body) {
    ObjectNode copy = body.deepCopy();
    copy.remove(MADE_BY_SERVER);
    copy.remove("datasetReference");
    return copy;
  }

  private static ObjectNode resource(Request request, DatasetId id, ObjectNode stored) {
    ObjectNode resource = Resources.object();
    resource.put("kind", "bigquery#dataset");
    resource.put("etag", Resources.etag(stored));
    resource.put("id", id.toString());
    resource.put(
        "selfLink",
        request.baseUrl() + "/bigquery/v2/projects/" + id.project() + "/datasets/" + id.dataset());
    resource
        .putObject("datasetReference")
        .put("datasetId", id.dataset())
        .put("projectId", id.project());
    resource.put("location", "US");
    resource.put("type", "DEFAULT");
    resource.setAll(stored);
    return resource;
  }
}
