// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.sql.QueryResult;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last query jobs with their results, in memory; the oldest are forgotten. Thread-safe. */
final class Jobs {
  private static final int KEPT = 200;

  /**
   * A finished job.
   *
   * @param configuration as the client gave it
   * @param result null when the job failed
   * @param error null when it did not
   */
  record Job(
      String project,
      String id,
      ObjectNode configuration,
      @Nullable QueryResult result,
      @Nullable ServiceError error,
      long startMillis,
      long endMillis) {}

  private final Map<String, Job> jobs =
      new LinkedHashMap<>() {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Job> eldest) {
          return size() > KEPT;
        }
      };

  synchronized void add(Job job) {
    String key = key(job.project(), job.id());
    if (jobs.containsKey(key)) {
      throw ServiceError.duplicate("Job", key);
    }
    jobs.put(key, job);
  }

  synchronized Job get(String project, String id) {
    Job job = jobs.get(key(project, id));
    if (job == null) {
      throw ServiceError.notFound("Job", key(project, id));
    }
    return job;
  }

  synchronized void remove(String project, String id) {
    jobs.remove(key(project, id));
  }

  /** The newest first. */
  synchronized List<Job> of(String project) {
    List<Job> found = new ArrayList<>();
    for (Job job : jobs.values()) {
      if (job.project().equals(project)) {
        found.add(0, job);
      }
    }
    return found;
  }

  private static String key(String project, String id) {
    return project + ":US." + id;
  }
}
