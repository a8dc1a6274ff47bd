/* cli/packs.h: where the installed packs are. */
#ifndef CLI_PACKS_H
#define CLI_PACKS_H

#include <hecha.h>

/* Makes the installed packs known to the engine: every folder of $HECHA_PACKS (separated by
 * colons) if that is set; else the first there is of `rules` beside the program, `rules` beside
 * the program's folder, share/hecha/rules beside it, and the folder chosen when building. */
int cli_add_installed(hecha *engine, hecha_err *err);
/* Makes the folders of overlays known: those of $HECHA_OVERLAYS (separated by colons; empty: none)
 * if that is set; else /etc/hecha/overlays and hecha/overlays in $XDG_CONFIG_HOME, or ~/.config. */
int cli_add_overlay_folders(hecha *engine, hecha_err *err);

/* The sum of what `stamp` makes of each folder of installed packs and of overlays. */
uint64_t cli_packs_stamp(uint64_t (*stamp)(const char *path));

#endif
