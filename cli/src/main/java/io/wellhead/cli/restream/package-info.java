/** The {@code wellhead restream} commands over the ReStream client. */
@NullMarked
package io.wellhead.cli.restream;

import org.jspecify.annotations.NullMarked;
