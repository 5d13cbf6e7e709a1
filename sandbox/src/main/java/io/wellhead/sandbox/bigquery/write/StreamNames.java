// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resource names of tables and write streams. */
final class StreamNames {
  private static final Pattern TABLE =
      Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");
  private static final Pattern STREAM =
      Pattern.compile("(" + TABLE.pattern() + ")/(?:streams/)?([^/]+)");
  static final String DEFAULT = "_default";

  private StreamNames() {}

  static TableId table(String name) {
    return table(name, TABLE);
  }

  /** The table of a stream, {@code .../tables/t/streams/s} or {@code .../tables/t/_default}. */
  static TableId tableOfStream(String name) {
    Matcher match = STREAM.matcher(name);
    if (!match.matches()) {
      throw ServiceError.invalid("Invalid stream name: " + name);
    }
    return table(match.group(1));
  }

  private static TableId table(String name, Pattern pattern) {
    Matcher match = pattern.matcher(name);
    if (!match.matches()) {
      throw ServiceError.invalid("Invalid resource name: " + name);
    }
    return TableId.of(match.group(1), match.group(2), match.group(3));
  }

  /** {@code dataset.table} of a table or stream name, empty if it is neither. */
  static String datasetAndTable(String name) {
    Matcher match = TABLE.matcher(name);
    return match.lookingAt() ? match.group(2) + "." + match.group(3) : "";
  }

  static boolean isDefault(String stream) {
    return stream.endsWith("/" + DEFAULT);
  }
}
