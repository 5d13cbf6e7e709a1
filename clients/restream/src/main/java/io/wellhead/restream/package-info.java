// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Client of the ReStream API: REST, streaming GET, WebSockets and OAuth2. */
@NullMarked
package io.wellhead.restream;

import org.jspecify.annotations.NullMarked;
