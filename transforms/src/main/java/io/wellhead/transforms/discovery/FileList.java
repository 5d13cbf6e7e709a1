// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Files that are there now, listed outside of a pipeline. */
public final class FileList {
  /** Levels of a path from the folder of a table to a file: year, month, day, hour, minute. */
  private static final int LEVELS = 6;

  private FileList() {}

  /**
   * Lists some files of each table: its oldest and its newest ones.
   *
   * @param pattern as {@link FindFiles#of} takes it
   * @param ofEach at most so many of each table
   * @param mostListed looks at so many files at most
   */
  public static List<FoundFile> sample(
      String pattern, int ofEach, int mostListed, PipelineOptions options) throws IOException {
    Map<String, List<FoundFile>> byFolder = new LinkedHashMap<>();
    int listed = 0;
    Folder.Listing listing = Folder.of(pattern).all(options);
    for (List<FoundFile> page = listing.next();
        page != null && listed < mostListed;
        page = listing.next()) {
      listed += page.size();
      for (FoundFile file : page) {
        byFolder.computeIfAbsent(folder(file.uri()), folder -> new ArrayList<>()).add(file);
      }
    }
    List<FoundFile> chosen = new ArrayList<>();
    byFolder.values().forEach(files -> chosen.addAll(ends(files, ofEach)));
    return chosen;
  }

  /**
   * Lists all files.
   *
   * @param pattern as {@link FindFiles#of} takes it
   * @param files is given page after page
   */
  public static void each(String pattern, PipelineOptions options, Consumer<FoundFile> files)
      throws IOException {
    Folder.Listing listing = Folder.of(pattern).all(options);
    for (List<FoundFile> page = listing.next(); page != null; page = listing.next()) {
      page.forEach(files);
    }
  }

  /** The file as it is now; null if there is none. */
  public static @Nullable FoundFile find(String uri, PipelineOptions options) throws IOException {
    Folder.Listing listing = Folder.of(uri).all(options);
    for (List<FoundFile> page = listing.next(); page != null; page = listing.next()) {
      for (FoundFile file : page) {
        if (file.uri().equals(uri)) {
          return file;
        }
      }
    }
    return null;
  }

  private static List<FoundFile> ends(List<FoundFile> files, int most) {
    files.sort(Comparator.comparing(FoundFile::createdAt).thenComparing(FoundFile::uri));
    if (files.size() <= most) {
      return files;
    }
    int newest = most / 2;
    List<FoundFile> ends = new ArrayList<>(files.subList(0, most - newest));
    ends.addAll(files.subList(files.size() - newest, files.size()));
    return ends;
  }

  private static String folder(String uri) {
    int end = uri.length();
    for (int level = 0; level < LEVELS && end > 0; level++) {
      end = uri.lastIndexOf('/', end - 1);
    }
    return end < 0 ? "" : uri.substring(0, end);
  }
}
