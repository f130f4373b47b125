/**
 * What the demo does and what must come of it: a list of {@link dev.jeton.dev.demo.story.Step}s, in
 * {@link dev.jeton.dev.demo.story.Story}. A new step is a new entry in that list.
 *
 * <p>Senders and recipients use the SDK; attackers speak HTTP themselves, since the SDK will not do what they want.
 */
@NullMarked
package dev.jeton.dev.demo.story;

import org.jspecify.annotations.NullMarked;
