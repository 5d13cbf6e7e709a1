// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.faults;

/** Kinds of requests to which faults can be narrowed. */
public enum Route {
  /** The token endpoint. */
  TOKEN,
  /** REST calls other than data and confirmations. */
  REST,
  /** Confirmations of data changes. */
  CONFIRM,
  /** Data requests. */
  DATA,
  /** Handshakes and frames of the three sockets. */
  SOCKET
}
