// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encoding, version 1: the version byte; the names (count, then each in UTF-8), of which the first
 * {@code formerCount} are the former ones; newest receipt; the number of seconds; per second its
 * index, revision, receipt, content checksum and (name index, value) pairs. Integers are
 * variable-length unless they are checksums or doubles.
 */
final class MinuteRecordsCoder extends AtomicCoder<MinuteRecords> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final StringUtf8Coder NAME = StringUtf8Coder.of();
  private static final MinuteRecordsCoder INSTANCE = new MinuteRecordsCoder();

  private MinuteRecordsCoder() {}

  static MinuteRecordsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(MinuteRecords minute, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    Map<String, Integer> names = new LinkedHashMap<>();
    minute.formerNames().forEach(name -> names.putIfAbsent(name, names.size()));
    minute.forEachSecond(
        (record, second) -> {
          for (String name : record.names()) {
            names.putIfAbsent(name, names.size());
          }
        });
    out.writeByte(VERSION);
    VarInt.encode(names.size(), out);
    for (String name : names.keySet()) {
      NAME.encode(name, out);
    }
    VarInt.encode(minute.formerNames().size(), out);
    VarInt.encode(minute.newestReceivedAtMicros(), out);
    VarInt.encode(minute.recordCount(), out);
    for (int second = 0; second < MinuteRecords.SECONDS; second++) {
      SecondRecord record = minute.second(second);
      if (record != null) {
        encode(second, record, names, out);
      }
    }
  }

  private static void encode(
      int second, SecondRecord record, Map<String, Integer> names, DataOutputStream out)
      throws IOException {
    out.writeByte(second);
    VarInt.encode(record.revision(), out);
    VarInt.encode(record.receivedAtMicros(), out);
    out.writeLong(record.content());
    VarInt.encode(record.names().length, out);
    for (int i = 0; i < record.names().length; i++) {
      VarInt.encode(names.get(record.names()[i]), out);
      out.writeDouble(record.values()[i]);
    }
  }

  @Override
  public MinuteRecords decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new CoderException("minute records have version " + version + ", known is " + VERSION);
    }
    List<String> names = new ArrayList<>();
    for (int i = VarInt.decodeInt(in); i > 0; i--) {
      names.add(NAME.decode(in));
    }
    Set<String> former = new TreeSet<>(names.subList(0, VarInt.decodeInt(in)));
    long newestReceivedAtMicros = VarInt.decodeLong(in);
    MinuteRecords minute = new MinuteRecords();
    for (int i = VarInt.decodeInt(in); i > 0; i--) {
      minute.add(in.readUnsignedByte(), decodeSecond(in, names));
    }
    minute.restore(former, newestReceivedAtMicros);
    return minute;
  }

  private static SecondRecord decodeSecond(DataInputStream in, List<String> dictionary)
      throws IOException {
    long revision = VarInt.decodeLong(in);
    long receivedAtMicros = VarInt.decodeLong(in);
    long content = in.readLong();
    int fields = VarInt.decodeInt(in);
    String[] names = new String[fields];
    double[] values = new double[fields];
    for (int i = 0; i < fields; i++) {
      names[i] = dictionary.get(VarInt.decodeInt(in));
      values[i] = in.readDouble();
    }
    return new SecondRecord(revision, receivedAtMicros, content, names, values);
  }

  @Override
  public void verifyDeterministic() {}
}
