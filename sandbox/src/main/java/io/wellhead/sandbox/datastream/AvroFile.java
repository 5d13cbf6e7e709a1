// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Avro container file. */
final class AvroFile implements EventFile {
  private final CountedOutput output;
  private final Schema schema;
  private final DataFileWriter<GenericRecord> writer;

  AvroFile(OutputStream file, Schema schema, String codec, int blockBytes) throws IOException {
    output = new CountedOutput(file);
    this.schema = schema;
    // Values are given in their physical types already: no conversions are registered.
    writer = new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema, new GenericData()));
    writer.setCodec(CodecFactory.fromString(codec));
    writer.setSyncInterval(blockBytes);
    writer.create(schema, output);
  }

  @Override
  public void add(Event event) throws IOException {
    writer.append(AvroEvent.of(event, schema));
  }

  @Override
  public long size() {
    return output.count();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
