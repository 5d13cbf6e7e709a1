/** Tests of the client, against a server in this process. */
@NullMarked
package io.wellhead.restream;

import org.jspecify.annotations.NullMarked;
