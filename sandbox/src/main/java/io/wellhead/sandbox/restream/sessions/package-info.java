// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** WebSockets: measurement sessions with queue and acknowledgements, and event sockets. */
@NullMarked
package io.wellhead.sandbox.restream.sessions;

import org.jspecify.annotations.NullMarked;
