// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link Measurement}; deterministic.
 *
 * <p>Version 1: record id, room, site id, event time, instant of receipt, origin, change id behind
 * a byte that says whether there is one, payload.
 */
public final class MeasurementCoder extends AtomicCoder<Measurement> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final MeasurementCoder INSTANCE = new MeasurementCoder();

  private MeasurementCoder() {}

  public static MeasurementCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Measurement measurement, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(measurement.recordId(), out);
    BinaryForm.writeRoom(measurement.room(), out);
    VarInt.encode(measurement.siteId(), out);
    VarInt.encode(measurement.eventTime(), out);
    BinaryForm.writeInstant(measurement.receivedAt(), out);
    out.write(measurement.origin().code());
    BinaryForm.writeOptionalNumber(measurement.changeId(), out);
    BinaryForm.writeBytes(measurement.payload(), out);
  }

  @Override
  public Measurement decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded measurement", in);
    return new Measurement(
        BinaryForm.readText(in),
        BinaryForm.readRoom(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        BinaryForm.readInstant(in),
        BinaryForm.readOrigin(in),
        BinaryForm.readOptionalNumber(in),
        BinaryForm.readBytes(in));
  }

  /** Equal measurements have equal bytes, so a runner need not encode to compare. */
  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public TypeDescriptor<Measurement> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(Measurement.class);
  }
}
