// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** File with an event in each line; its size is that before compression. */
final class JsonFile implements EventFile {
  private final CountedOutput lines;

  private JsonFile(OutputStream output) {
    lines = new CountedOutput(output);
  }

  static JsonFile plain(OutputStream file) {
    return new JsonFile(new BufferedOutputStream(file));
  }

  static JsonFile compressed(OutputStream file) throws IOException {
    return new JsonFile(new GZIPOutputStream(new BufferedOutputStream(file)));
  }

  @Override
  public void add(Event event) throws IOException {
    lines.write(JsonEvent.of(event));
    lines.write('\n');
  }

  @Override
  public long size() {
    return lines.count();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
