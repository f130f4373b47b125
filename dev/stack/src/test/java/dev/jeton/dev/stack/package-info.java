@NullMarked
package dev.jeton.dev.stack;

import org.jspecify.annotations.NullMarked;
