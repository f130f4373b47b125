/** Container images of packaged services, without a container engine and without a network if the base is a tar file. */
@NullMarked
package dev.jeton.images;

import org.jspecify.annotations.NullMarked;
