/** What every service of ours has: a clock, an event log, an engine that calculates. */
@NullMarked
package dev.jeton.service;

import org.jspecify.annotations.NullMarked;
