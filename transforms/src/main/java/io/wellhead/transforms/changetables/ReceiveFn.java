// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what the settings leave out, and hides what they hide, before anything of an event is
 * stored anywhere. Tells, with each bundle, how many events of each file were left out.
 */
final class ReceiveFn extends DoFn<FileEvent, FileEvent> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<FileEvent> EVENTS = new TupleTag<>() {};
  static final TupleTag<FileAccount> COUNTS = new TupleTag<>() {};

  private final ChangeSettings settings;
  private transient @Nullable ChangeTransforms transforms;
  private transient Map<String, FileAccount> filtered = new LinkedHashMap<>();

  ReceiveFn(ChangeSettings settings) {
    this.settings = settings;
  }

  @Setup
  public void open() throws IOException {
    transforms = settings.open();
  }

  @StartBundle
  public void start() {
    filtered = new LinkedHashMap<>();
  }

  @ProcessElement
  @SuppressWarnings("ReferenceEquality") // the same event is given back if nothing changes
  public void receive(@Element FileEvent file, OutputReceiver<FileEvent> out) {
    ChangeEvent event = requireNonNull(transforms, "opened").received(file.event());
    if (event == null) {
      filtered.merge(
          file.file() + '@' + file.version(), FileAccount.of(file, 0, 0, 1), FileAccount::plus);
    } else {
      out.output(
          event == file.event()
              ? file
              : new FileEvent(file.file(), file.version(), file.offset(), event));
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    for (FileAccount account : filtered.values()) {
      context.output(COUNTS, account, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }
}
