// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

/** What a received record is, compared with those that were emitted. */
enum Admission {
  /** It has to be emitted. */
  NEW,
  /** The same content was emitted. */
  REPETITION,
  /**
   * Its second was emitted, so long ago that the content is not known any more, and it came on a
   * way on which old records come again.
   */
  OLD
}
