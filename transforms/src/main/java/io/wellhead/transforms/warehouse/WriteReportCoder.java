// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link WriteReport}; deterministic.
 *
 * <p>Version 1: key, revision, rows written, rows rejected, error behind a byte that tells whether
 * there is one.
 */
final class WriteReportCoder extends AtomicCoder<WriteReport> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final NullableCoder<String> ERROR = NullableCoder.of(StringUtf8Coder.of());
  private static final WriteReportCoder INSTANCE = new WriteReportCoder();

  private WriteReportCoder() {}

  static WriteReportCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(WriteReport report, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(report.key(), out);
    VarInt.encode(report.revision(), out);
    VarInt.encode(report.written(), out);
    VarInt.encode(report.rejected(), out);
    ERROR.encode(report.error(), out);
  }

  @Override
  public WriteReport decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded report of a write", in);
    return new WriteReport(
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        ERROR.decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<WriteReport> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(WriteReport.class);
  }
}
