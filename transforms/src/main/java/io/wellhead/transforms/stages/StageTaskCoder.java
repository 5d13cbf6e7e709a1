// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import io.wellhead.transforms.stages.StageTask.Goal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link StageTask}, which is also kept in state; deterministic.
 *
 * <p>Version 1: stage, goal, last second, a byte for again, revision, number, definitions, the
 * names that are gone behind their count.
 */
final class StageTaskCoder extends AtomicCoder<StageTask> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final StageTaskCoder INSTANCE = new StageTaskCoder();

  private StageTaskCoder() {}

  static StageTaskCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(StageTask task, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    task.stage().encode(out);
    out.write(task.goal().code());
    VarInt.encode(task.through(), out);
    out.write(task.again() ? 1 : 0);
    VarInt.encode(task.revision(), out);
    VarInt.encode(task.number(), out);
    DefinitionForm.write(task.definitions(), out);
    writeNames(task.goneNames(), out);
  }

  @Override
  public StageTask decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded stage task", in);
    return new StageTask(
        StageEntry.decode(in),
        readGoal(in),
        VarInt.decodeLong(in),
        in.read() == 1,
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        DefinitionForm.read(in),
        readNames(in));
  }

  private static Goal readGoal(InputStream in) throws IOException {
    int code = in.read();
    return Arrays.stream(Goal.values())
        .filter(goal -> goal.code() == code)
        .findFirst()
        .orElseThrow(() -> new CoderException("goal of a stage task with code " + code));
  }

  static void writeNames(SortedSet<String> names, OutputStream out) throws IOException {
    VarInt.encode(names.size(), out);
    for (String name : names) {
      BinaryForm.writeText(name, out);
    }
  }

  static SortedSet<String> readNames(InputStream in) throws IOException {
    int count = BinaryForm.readCount(Integer.MAX_VALUE, in);
    SortedSet<String> names = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      names.add(BinaryForm.readText(in));
    }
    return names;
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
