/** Stories of things that go wrong, ready to be told to a sandbox. */
@NullMarked
package io.wellhead.sandbox.restream.scenarios;

import org.jspecify.annotations.NullMarked;
