/**
 * The world that the demo sets up: keys, documents, processes, and a directory full of made-up people.
 */
@NullMarked
package dev.jeton.dev.demo.world;

import org.jspecify.annotations.NullMarked;
