/**
 * Operators' documents: directories of YAML or JSON files with the outline that Kubernetes made common. Read strictly,
 * and refused with the file and the field named; watched, so that a change needs no restart.
 */
@NullMarked
package dev.jeton.service.document;

import org.jspecify.annotations.NullMarked;
