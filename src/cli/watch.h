/* cli/watch.h: a command again and again, whenever its files change. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "cli/options.h"

/* Runs it once, then each time when a file it was given, a file in such a folder, or a file of the
 * installed packs has another time or size, or has come or gone. Ends when the user interrupts,
 * with the status of the last run. */
hecha_exit cli_watch(const cli_options *options, hecha_exit (*run)(const cli_options *options));

/* A number that differs when anything at the path, at most 16 folders deep, changes; 0: nothing is
 * there. */
uint64_t cli_watch_stamp(const char *path);

#endif
