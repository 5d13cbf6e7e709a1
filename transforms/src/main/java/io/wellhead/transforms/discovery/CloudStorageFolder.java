// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.extensions.gcp.util.GcsUtil;
import org.apache.beam.sdk.extensions.gcp.util.gcsfs.GcsPath;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Cloud Storage, whose listings show every object that is there: what is missing in one
 * is made after it was begun. New files of a table mostly stand in the folders of the last hours,
 * which are named by the time of the change.
 */
@SuppressWarnings("deprecation") // the successor needs another client of Cloud Storage
record CloudStorageFolder(String pattern) implements Folder {
  @Serial private static final long serialVersionUID = 1L;

  private static final int RECENT_HOURS = 2;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/").withZone(ZoneOffset.UTC);

  @Override
  public boolean hasCreationTimes() {
    return true;
  }

  @Override
  public Listing all(PipelineOptions options) {
    return new Pages(gcs(options), bucket(), List.of(prefix()), matcher());
  }

  @Override
  public Listing recent(PipelineOptions options, Instant now) throws IOException {
    GcsUtil gcs = gcs(options);
    List<String> hours = new ArrayList<>();
    for (String table : tables(gcs)) {
      for (int hour = RECENT_HOURS; hour >= 0; hour--) {
        hours.add(table + HOUR.format(now.minusSeconds(hour * 3_600L)));
      }
    }
    return new Pages(gcs, bucket(), hours, matcher());
  }

  /** The folders right below the root; Datastream makes one of each table. */
  private List<String> tables(GcsUtil gcs) throws IOException {
    String root = prefix();
    List<String> tables = new ArrayList<>();
    String page = null;
    do {
      Objects objects =
          gcs.listObjects(bucket(), root.substring(0, root.lastIndexOf('/') + 1), page, "/");
      if (objects.getPrefixes() != null) {
        tables.addAll(objects.getPrefixes());
      }
      page = objects.getNextPageToken();
    } while (page != null);
    return tables;
  }

  private static GcsUtil gcs(PipelineOptions options) {
    return options.as(GcsOptions.class).getGcsUtil();
  }

  private String bucket() {
    return GcsPath.fromUri(pattern).getBucket();
  }

  /** What comes before the first wildcard. */
  private String prefix() {
    String path = GcsPath.fromUri(pattern).getObject();
    int wildcard = path.length();
    for (char c : new char[] {'*', '?', '['}) {
      int at = path.indexOf(c);
      wildcard = at < 0 ? wildcard : Math.min(wildcard, at);
    }
    return path.substring(0, wildcard);
  }

  private Pattern matcher() {
    return Pattern.compile(
        org.apache.beam.sdk.io.FileSystemUtils.wildcardToRegexp(
            GcsPath.fromUri(pattern).getObject()));
  }

  /** One prefix after the other, page by page. */
  private static final class Pages implements Listing {
    private final GcsUtil gcs;
    private final String bucket;
    private final Deque<String> prefixes;
    private final Pattern matcher;
    private @Nullable String token;

    Pages(GcsUtil gcs, String bucket, List<String> prefixes, Pattern matcher) {
      this.gcs = gcs;
      this.bucket = bucket;
      this.prefixes = new ArrayDeque<>(prefixes);
      this.matcher = matcher;
    }

    @Override
    public @Nullable List<FoundFile> next() throws IOException {
      if (prefixes.isEmpty()) {
        return null;
      }
      Objects page = gcs.listObjects(bucket, prefixes.element(), token);
      token = page.getNextPageToken();
      if (token == null) {
        prefixes.remove();
      }
      List<FoundFile> files = new ArrayList<>();
      if (page.getItems() != null) {
        for (StorageObject object : page.getItems()) {
          if (matcher.matcher(object.getName()).matches()) {
            files.add(file(object));
          }
        }
      }
      return files;
    }

    private FoundFile file(StorageObject object) {
      return new FoundFile(
          "gs://" + bucket + "/" + object.getName(),
          String.valueOf(object.getGeneration()),
          object.getSize() == null ? 0 : object.getSize().longValue(),
          Instant.ofEpochMilli(object.getTimeCreated().getValue()));
    }
  }
}
